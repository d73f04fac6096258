import type { RatingDistribution } from '#import/rating-distribution';

const LOWEST = 0.5;
const HIGHEST = 5;

/** Min-max over the scale: 0.5 stars → 0, 5 stars → 1. */
export const minMax = (stars: number): number => (stars - LOWEST) / (HIGHEST - LOWEST);

/** Standard score over all kept ratings: (stars − mean) / standard deviation; 0 where all are alike. */
export const zScore = (
  stars: number,
  { mean, deviation }: Pick<RatingDistribution, 'mean' | 'deviation'>,
): number => (deviation === 0 ? 0 : (stars - mean) / deviation);

/** The statement that writes clean_ratings.csv from the staged ratings; there are ten values, so ten scores. */
export function cleanRatingsSql(distribution: RatingDistribution): string {
  const scores = Array.from({ length: 10 }, (_, k) => {
    const stars = (k + 1) / 2;
    const values = [stars.toFixed(1), minMax(stars).toFixed(6), zScore(stars, distribution).toFixed(6)];
    return `(${String(k + 1)}, ${values.map((value) => `'${value}'`).join(', ')})`;
  });
  return `COPY (SELECT p.external_id AS "userId", r.movie_id AS "movieId", v.stars AS rating,
      date_part('epoch', r.rated_at)::bigint AS timestamp, v.min_max AS rating_min_max, v.z_score AS rating_z_score
    FROM staging.ratings r JOIN staging.people p ON p.id = r.user_id
      JOIN (VALUES ${scores.join(', ')}) AS v (halves, stars, min_max, z_score) ON v.halves = r.half_stars
    ) TO STDOUT (FORMAT csv, HEADER)`;
}
