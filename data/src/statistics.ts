import type { Store } from '#store';

/** How many ratings at the mean of all ratings each film is lent, so that a few ratings do not make a favourite. */
export const DAMPING = 10;
const MEAN_WITHOUT_RATINGS = 3.5;

/**
 * Popularity, 0 to 1: quality times reach.
 *
 *   quality = (d − 0.5) / 4.5   with the damped mean  d = (s + m·C) / (n + m)
 *   reach   = ln(1 + n) / ln(1 + N)
 *
 * n ratings and votes of the film with sum s, C the mean of all ratings, m = DAMPING, N the ratings of the most-rated film.
 * The damped mean is the Bayesian average that IMDb used for its charts.
 *
 * @param count and sum: SQL expressions; the sum in half-stars. Needs `rating_statistics` as `t`.
 */
export const popularitySql = (count: string, sum: string): string => `
  (((${sum}) / 2.0 + ${DAMPING} * coalesce(t.rating_mean, ${MEAN_WITHOUT_RATINGS})) / ((${count}) + ${DAMPING}) - 0.5) / 4.5
  * ln(1 + (${count})::float8) / ln(1 + greatest(coalesce(t.most_ratings, 1), (${count}), 1)::float8)`;

/** Counts all ratings of people who are not disabled again, and with them the popularity of every film. */
export async function refreshStatistics(store: Store): Promise<void> {
  await store.transaction(async (inner) => {
    // A rating between the count and its writing down would be forgotten; writers wait, readers do not.
    await inner.rows('LOCK TABLE ratings IN SHARE MODE');
    await countRatings(inner, 'ratings', 'pg_temp.counted');
    await applyCounts(inner, 'pg_temp.counted');
    await inner.rows('DROP TABLE pg_temp.counted');
  });
}

/** Ratings and the source's own votes of film `m`, counted ones in `c`; the sum in half-stars. */
const VOTES_SUM = 'm.vote_count * 2.0 * coalesce(m.vote_mean, 0)';
const WITH_VOTES = {
  count: '(coalesce(c.n, 0) + m.vote_count)',
  sum: `(coalesce(c.s, 0) + ${VOTES_SUM})`,
} as const;

type Counted = 'pg_temp.counted' | 'staging.counted';

/** Counts the ratings of a table by film into a new table. */
export async function countRatings(
  store: Store,
  from: 'ratings' | 'staging.ratings',
  into: Counted,
): Promise<void> {
  await store.rows(`CREATE TABLE ${into} AS
    SELECT r.movie_id, count(*)::int AS n, sum(r.half_stars)::bigint AS s FROM ${from} r
    WHERE NOT EXISTS (SELECT FROM users u WHERE u.id = r.user_id AND u.disabled) GROUP BY r.movie_id`);
  await store.rows(`ALTER TABLE ${into} ADD PRIMARY KEY (movie_id)`);
}

/** Writes what countRatings counted to the films. */
export async function applyCounts(store: Store, counted: Counted): Promise<void> {
  await store.rows(
    `INSERT INTO rating_statistics (rating_mean, most_ratings, refreshed_at)
     SELECT coalesce(sum(${WITH_VOTES.sum}) / 2.0 / nullif(sum(${WITH_VOTES.count}), 0), $1),
       coalesce(max(${WITH_VOTES.count}), 0), now()
     FROM movies m LEFT JOIN ${counted} c ON c.movie_id = m.id
     ON CONFLICT (only_row) DO UPDATE SET rating_mean = excluded.rating_mean,
       most_ratings = excluded.most_ratings, refreshed_at = excluded.refreshed_at`,
    [MEAN_WITHOUT_RATINGS],
  );
  await store.rows(`UPDATE movies m SET rating_count = f.n, half_star_sum = f.s, popularity = f.popularity
    FROM (SELECT m.id, coalesce(c.n, 0) AS n, coalesce(c.s, 0) AS s,
            (${popularitySql(WITH_VOTES.count, WITH_VOTES.sum)})::real AS popularity
          FROM movies m LEFT JOIN ${counted} c ON c.movie_id = m.id CROSS JOIN rating_statistics t) f
    WHERE m.id = f.id
      AND (m.rating_count, m.half_star_sum, m.popularity) IS DISTINCT FROM (f.n, f.s, f.popularity)`);
}

/**
 * Adds to the counts of single films; cheap enough for every rating.
 * Films are locked in the order of their ids, so that two people who rate the same films cannot block each other.
 */
export async function shiftStatistics(
  store: Store,
  changes: readonly { readonly movieId: number; readonly count: number; readonly halfStars: number }[],
): Promise<void> {
  const sorted = changes.filter((change) => change.count !== 0 || change.halfStars !== 0);
  if (sorted.length === 0) return;
  await store.rows(
    `WITH given AS (SELECT * FROM unnest($1::int[], $2::int[], $3::int[]) AS g (id, n, s)),
       locked AS (SELECT m.id FROM movies m WHERE m.id = ANY ($1::int[]) ORDER BY m.id FOR NO KEY UPDATE)
     UPDATE movies m SET rating_count = m.rating_count + g.n, half_star_sum = m.half_star_sum + g.s,
       popularity = ${popularitySql('m.rating_count + g.n + m.vote_count', `m.half_star_sum + g.s + ${VOTES_SUM}`)}
     FROM given g JOIN locked l ON l.id = g.id LEFT JOIN rating_statistics t ON true
     WHERE m.id = g.id`,
    [
      sorted.map(({ movieId }) => movieId),
      sorted.map(({ count }) => count),
      sorted.map(({ halfStars }) => halfStars),
    ],
  );
}
