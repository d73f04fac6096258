import type { FitOptions } from '#model';

/** Share of a fit's progress at which the last training begins; the choice of parameters comes before. */
const FROM = 0.7;

/** Tells the progress of the last training: `training als, iteration 3 of 12: loss 0.4123`. */
export function iterationTeller(
  name: string,
  iterations: number,
  { onProgress }: Pick<FitOptions, 'onProgress'>,
): (iteration: number, measure: string) => void {
  return (iteration, measure) =>
    onProgress?.(
      FROM + ((1 - FROM) * iteration) / iterations,
      `training ${name}, iteration ${iteration} of ${iterations}: ${measure}`,
    );
}
