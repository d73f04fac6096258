import { seededRandom } from '#random';

export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  readonly seed: number;
  readonly rounds?: number;
  /** Share of the resampled means inside the interval. */
  readonly confidence?: number;
}

/**
 * Percentile bootstrap of the mean (Efron 1979): people are drawn with repetition, 1,000 times by default.
 * Given the differences of two models person by person, it is the paired interval that the quality gate reads.
 */
export function bootstrapMean(
  values: ArrayLike<number>,
  { seed, rounds = 1000, confidence = 0.95 }: BootstrapOptions,
): Interval {
  const n = values.length;
  if (n === 0) return { mean: 0, low: 0, high: 0 };
  const random = seededRandom(seed);
  const means = new Float64Array(rounds);
  for (let round = 0; round < rounds; round++) means[round] = resampledMean(values, random);
  means.sort();
  let sum = 0;
  for (let index = 0; index < n; index++) sum += values[index]!;
  return {
    mean: sum / n,
    low: quantile(means, (1 - confidence) / 2),
    high: quantile(means, (1 + confidence) / 2),
  };
}

function resampledMean(values: ArrayLike<number>, random: () => number): number {
  const n = values.length;
  let sum = 0;
  for (let draw = 0; draw < n; draw++) sum += values[Math.floor(random() * n)]!;
  return sum / n;
}

/**
 * Takes the array as a parameter, not from around it: where a function inside `bootstrapMean` read `means`, the optimised
 * code of Node 24.21 now and then returned the bounds of the call before.
 */
function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
