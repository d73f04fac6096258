/** One parameter that may be moved: the neighbours of its value upward and downward, or undefined at the ends. */
export interface Axis<P> {
  readonly up: (params: P) => P | undefined;
  readonly down: (params: P) => P | undefined;
}

export interface Trial<P> {
  readonly params: P;
  /** Quality on each validation part. */
  readonly quality: readonly number[];
}

/** How much heavier a loss on one part weighs than a gain on another. */
const LOSS_WEIGHT = 3;

/**
 * Moves one parameter after another from where it starts, each in the direction that helps until it helps no more. The start
 * should be good in general: a validation part is noisy, and a walk from a good place goes less astray than a wide draw.
 * @param given.leastGain relative; a smaller gain may be chance, and is not followed
 * @param given.late true when time is up: the best so far wins
 */
export async function searchParams<P>(given: {
  readonly start: P;
  readonly axes: readonly Axis<P>[];
  readonly measure: (params: P) => Promise<readonly number[]>;
  readonly leastGain: number;
  readonly late: () => boolean;
}): Promise<{ best: P; trials: Trial<P>[] }> {
  let best: Trial<P> = { params: given.start, quality: await given.measure(given.start) };
  const trials = [best];
  for (const axis of given.axes) {
    for (const move of [axis.up, axis.down]) {
      let moved = false;
      for (;;) {
        const params = move(best.params);
        if (params === undefined || given.late()) break;
        const trial = { params, quality: await given.measure(params) };
        trials.push(trial);
        if (gain(trial.quality, best.quality) < given.leastGain) break;
        best = trial;
        moved = true;
      }
      if (moved) break;
    }
  }
  return { best: best.params, trials };
}

/** The mean relative gain over the parts, losses weighing more: what helps one part must not spoil another. */
export function gain(quality: readonly number[], than: readonly number[]): number {
  const gains = quality.map((value, part) => Math.log((value + 1e-9) / (than[part]! + 1e-9)));
  return (
    gains.reduce((sum, each) => sum + (each > 0 ? each : LOSS_WEIGHT * each), 0) / Math.max(1, gains.length)
  );
}

/** Multiplies a parameter by a step, within limits. */
export function scaled<P>(
  key: keyof P,
  of: { readonly step: number; readonly low: number; readonly high: number },
): Axis<P> {
  const move = (params: P, factor: number): P | undefined => {
    const value = Number(params[key]) * factor;
    return value < of.low || value > of.high ? undefined : { ...params, [key]: value };
  };
  return { up: (params) => move(params, of.step), down: (params) => move(params, 1 / of.step) };
}

/** Steps through a list of values. */
export function stepped<P>(key: keyof P, values: readonly P[keyof P][]): Axis<P> {
  const move = (params: P, by: number): P | undefined => {
    const at = values.indexOf(params[key]) + by;
    return at < 0 || at >= values.length ? undefined : { ...params, [key]: values[at] };
  };
  return { up: (params) => move(params, 1), down: (params) => move(params, -1) };
}
