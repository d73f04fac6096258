import { byScore } from '#fusion';
import type { Scored } from '#model';

/** The place of the dial at which a model's own order stands. */
export const NEUTRAL = 0.3;
/** How many deviations of the score one deviation of popularity weighs at the ends of the dial. */
const STRONGEST = 1.5;

/** The dial (0 crowd … 1 hidden gems) as a shift: negative favours the popular, 0 leaves as is. */
export function discoveryShift(discovery: number | undefined): number {
  if (discovery === undefined || discovery === NEUTRAL) return 0;
  return (
    STRONGEST *
    (discovery > NEUTRAL ? (discovery - NEUTRAL) / (1 - NEUTRAL) : (discovery - NEUTRAL) / NEUTRAL)
  );
}

/**
 * score − shift × deviation(score) × (ln(1 + ratings) − mean) / deviation(ln(1 + ratings)), all over the given items,
 * so that the dial means the same for every strategy.
 */
export function adjustForDiscovery(
  items: readonly Scored[],
  shift: number,
  ratings: (movieId: number) => number,
): Scored[] {
  if (shift === 0 || items.length === 0) return [...items];
  const known = items.map(({ movieId }) => Math.log1p(ratings(movieId)));
  const score = spread(items.map((item) => item.score));
  const popularity = spread(known);
  return items
    .map((item, at) => ({
      movieId: item.movieId,
      score: item.score - (shift * score.deviation * (known[at]! - popularity.mean)) / popularity.deviation,
    }))
    .sort(byScore);
}

function spread(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}
