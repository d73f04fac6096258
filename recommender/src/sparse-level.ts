/** How many ratings at the mean of all are mixed into a person's own mean, so that one rating alone is not its own mean. */
const PRIOR = 2;
const STEPS_A_STAR = 25;
const ZERO = 128;

/** (Σ ratings + prior · mean) / (count + prior), stars. */
export function personMean(of: {
  readonly sum: number;
  readonly count: number;
  readonly mean: number;
}): number {
  return (of.sum + PRIOR * of.mean) / (of.count + PRIOR);
}

/** A distance from a person's mean (stars) as one byte, in steps of 0.04 stars. */
export function levelOf(distance: number): number {
  return Math.max(0, Math.min(255, Math.round(distance * STEPS_A_STAR) + ZERO));
}

/** The distance in stars that a level stands for. */
export function distanceOf(level: number): number {
  return (level - ZERO) / STEPS_A_STAR;
}

/** A value for each of the 256 levels. */
export function levelTable(value: (distance: number) => number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, level) => value(distanceOf(level)));
}
