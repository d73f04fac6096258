import { ProblemError } from '@marquee/contract/problem';
import { causeOf, changeText } from '#repositories/change';
import { shiftStatistics } from '#statistics';
import type { Store } from '#store';

export interface PutRating {
  readonly movieId: number;
  /** 0.5 to 5.0 in halves. */
  readonly rating: number;
  /** When it was given; now unless told. */
  readonly at?: Date;
}

export interface SavedRatings {
  /** New or changed. */
  readonly saved: number;
  readonly unchanged: number;
  readonly unknownMovies: readonly number[];
}

export interface OneRating extends PutRating {
  readonly userId: number;
  /** The login in which it was given (a uuid), if nobody has asked yet whether it stands. */
  readonly session?: string;
}

/** `no session`: the login does not stand, and nothing was changed. */
export type RatingOutcome = 'saved' | 'unchanged' | 'no movie' | 'no session';

/**
 * saveRatings for one film, and the note of the change with it, in one round trip (see the migrations of `rate_in_session` and
 * `rate_movie`).
 * @returns what came of it; the same rating again changes no rating, and is noted all the same.
 * @throws RangeError for stars that are none, ProblemError `not-found` for a person who is gone.
 */
export async function saveRating(
  store: Store,
  { session, userId, movieId, rating, at = new Date() }: OneRating,
): Promise<RatingOutcome> {
  // The function puts the film's title in the place of %s.
  const change = { code: 'rated', subject: '%s', rating } as const;
  const row = await store.row<{ outcome: RatingOutcome | 'no person' }>(
    'SELECT rate_in_session($1, $2, $3, $4::smallint, $5, $6, $7) AS outcome',
    [
      session ?? null,
      userId,
      movieId,
      halfStars(rating),
      at,
      changeText(change),
      JSON.stringify(causeOf(change)),
    ],
  );
  const { outcome } = row!;
  if (outcome === 'no person') throw goneAccount();
  return outcome;
}

/** `busy`: somebody else is changing what belongs to the person or the film. */
export type OutcomeTogether = RatingOutcome | 'no person' | 'busy';

/**
 * saveRating for several people, in one round trip and one commit (see the migrations of `rate_in_sessions` and
 * `rate_movies`). It waits for nobody:
 * what is `busy`, as what is refused, has changed nothing, while the others are saved.
 * @param ratings no two of one person.
 * @returns what came of each, in their order.
 * @throws RangeError for stars that are none; then, as with any other error, nothing is saved.
 */
export async function saveRatingsTogether(
  store: Store,
  ratings: readonly OneRating[],
): Promise<readonly OutcomeTogether[]> {
  const now = new Date();
  const row = await store.row<{ outcomes: readonly OutcomeTogether[] }>(
    'SELECT rate_in_sessions($1, $2, $3, $4::smallint[], $5, $6, $7) AS outcomes',
    [
      ratings.map(({ session }) => session ?? null),
      ratings.map(({ userId }) => userId),
      ratings.map(({ movieId }) => movieId),
      ratings.map(({ rating }) => halfStars(rating)),
      ratings.map(({ at }) => at ?? now),
      ratings.map(({ rating }) => changeText({ code: 'rated', subject: '%s', rating })),
      // The function puts in the title and the stars.
      JSON.stringify(causeOf({ code: 'rated', subject: '%s', rating: 0 })),
    ],
  );
  return row!.outcomes;
}

const goneAccount = (): ProblemError =>
  new ProblemError('not-found', 'This account does not exist any more.');

/** Stars as they are kept. @throws RangeError */
export function halfStars(rating: number): number {
  const halves = rating * 2;
  if (!Number.isInteger(halves) || halves < 1 || halves > 10) {
    throw new RangeError(`A rating of ${String(rating)} is not 0.5 to 5.0 in halves.`);
  }
  return halves;
}

/**
 * Lets one person's changes of ratings follow each other, until the transaction ends, so that the difference to the former
 * rating is counted once. Ratings, then the person, then films: whoever changes ratings locks in this order.
 * @returns whether there is such a person
 */
export async function lockRatingsOf(store: Store, userId: number): Promise<boolean> {
  // What comes next may read ratings before it writes them; a weak lock first and a strong one after it would cross
  // an import that is just putting a new table in place.
  await store.rows('LOCK TABLE ratings IN ROW EXCLUSIVE MODE');
  return (await store.row('SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId])) !== undefined;
}

/**
 * One transaction: the ratings and the statistics of their films.
 * Of several ratings of one film the last in the list counts.
 */
export async function saveRatings(
  store: Store,
  {
    userId,
    ratings,
    onlyNewer,
  }: { readonly userId: number; readonly ratings: readonly PutRating[]; readonly onlyNewer: boolean },
): Promise<SavedRatings> {
  const now = new Date();
  const last = new Map(ratings.map((rating) => [rating.movieId, rating]));
  const ids = [...last.keys()].sort((a, b) => a - b);
  const halves = ids.map((id) => halfStars(last.get(id)!.rating));
  const times = ids.map((id) => last.get(id)!.at ?? now);
  return await store.transaction(async (inner) => {
    if (!(await lockRatingsOf(inner, userId))) throw goneAccount();
    const rows = await inner.rows<{
      movieId: number;
      known: boolean;
      former: number | null;
      next: number | null;
    }>(
      `WITH given AS (
         SELECT g.* FROM unnest($2::int[], $3::smallint[], $4::timestamptz[]) AS g (movie_id, half_stars, rated_at)
       ), former AS (
         SELECT r.movie_id, r.half_stars, r.rated_at FROM ratings r JOIN given USING (movie_id) WHERE r.user_id = $1
       ), saved AS (
         INSERT INTO ratings (user_id, movie_id, half_stars, rated_at)
         SELECT $1, g.movie_id, g.half_stars, g.rated_at
         FROM given g JOIN movies m ON m.id = g.movie_id LEFT JOIN former f ON f.movie_id = g.movie_id
         WHERE f.movie_id IS NULL OR (f.half_stars <> g.half_stars AND (NOT $5 OR g.rated_at > f.rated_at))
         ON CONFLICT (user_id, movie_id) DO UPDATE
           SET half_stars = excluded.half_stars, rated_at = excluded.rated_at
         RETURNING movie_id, half_stars
       )
       SELECT g.movie_id AS "movieId", m.id IS NOT NULL AS known, f.half_stars AS former, s.half_stars AS next
       FROM given g LEFT JOIN movies m ON m.id = g.movie_id LEFT JOIN former f ON f.movie_id = g.movie_id
         LEFT JOIN saved s ON s.movie_id = g.movie_id`,
      [userId, ids, halves, times, onlyNewer],
    );
    const changed = rows.filter(({ next }) => next !== null);
    await shiftStatistics(
      inner,
      changed.map(({ movieId, former, next }) => ({
        movieId,
        count: former === null ? 1 : 0,
        halfStars: (next ?? 0) - (former ?? 0),
      })),
    );
    const unknownMovies = rows.filter(({ known }) => !known).map(({ movieId }) => movieId);
    return {
      saved: changed.length,
      unchanged: rows.length - changed.length - unknownMovies.length,
      unknownMovies,
    };
  });
}
