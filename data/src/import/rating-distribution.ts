import type { ImportReport } from '#import/report';
import type { Store } from '#store';

export type RatingDistribution = Omit<ImportReport['ratings'], 'read'>;

/** Count, mean, population standard deviation and histogram of the staged ratings, in stars. */
export async function describeRatings(store: Store): Promise<RatingDistribution> {
  const histogram = await store.rows<{ stars: number; count: number }>(
    `SELECT (half_stars / 2.0)::float8 AS stars, count(*)::int AS count FROM staging.ratings
     GROUP BY half_stars ORDER BY half_stars`,
  );
  const kept = histogram.reduce((sum, { count }) => sum + count, 0);
  if (kept === 0) return { kept: 0, mean: 0, deviation: 0, histogram };
  const mean = histogram.reduce((sum, { stars, count }) => sum + stars * count, 0) / kept;
  const variance = histogram.reduce((sum, { stars, count }) => sum + (stars - mean) ** 2 * count, 0) / kept;
  return { kept, mean, deviation: Math.sqrt(variance), histogram };
}
