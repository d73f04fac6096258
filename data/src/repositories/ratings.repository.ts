import type { ratedMovieSchema, Rating, RatingsQuery } from '@marquee/contract/taste';
import type { z } from 'zod';
import type { Connection } from '#connection';
import { decodeCursor, encodeCursor } from '#cursor';
import { SUMMARY_JSON } from '#movie-row';
import { readColumns } from '#copy/rating-columns';
import type { RatingColumns } from '#copy/rating-columns';
import { lockRatingsOf, saveRating, saveRatings, saveRatingsTogether } from '#repositories/save-ratings';
import type {
  OneRating,
  OutcomeTogether,
  PutRating,
  RatingOutcome,
  SavedRatings,
} from '#repositories/save-ratings';
import { shiftStatistics } from '#statistics';
import type { Store } from '#store';

export interface HistoryRating {
  readonly movieId: number;
  /** Stars. */
  readonly rating: number;
  /** Seconds since 1970-01-01 UTC. */
  readonly time: number;
}

export type RatedMovie = Readonly<z.infer<typeof ratedMovieSchema>>;

type Sort = RatingsQuery['sort'];
const KEYS: Readonly<Record<Sort, { key: string; type: string; descending: boolean }>> = {
  ratedAt: { key: 'r.rated_at', type: 'timestamptz', descending: false },
  '-ratedAt': { key: 'r.rated_at', type: 'timestamptz', descending: true },
  rating: { key: 'r.half_stars', type: 'smallint', descending: false },
  '-rating': { key: 'r.half_stars', type: 'smallint', descending: true },
  title: { key: 'lower(m.title)', type: 'text', descending: false },
};

export class RatingsRepository {
  private readonly store: Store;
  private readonly connection: Connection;
  constructor(store: Store, connection: Connection) {
    this.store = store;
    this.connection = connection;
  }

  /**
   * Adds or changes ratings; committed when it returns. The same rating again changes nothing.
   * @throws RangeError when stars are not 0.5 to 5.0 in halves.
   */
  async put(
    userId: number,
    ratings: readonly PutRating[],
    options: { readonly onlyNewer?: boolean } = {},
  ): Promise<SavedRatings> {
    return await saveRatings(this.store, { userId, ratings, onlyNewer: options.onlyNewer ?? false });
  }

  /** One rating, noted as a change of the person's taste; committed when it returns. See saveRating. */
  async rate(rating: OneRating): Promise<RatingOutcome> {
    return await saveRating(this.store, rating);
  }

  /** Ratings of several people, one each, in one commit; see saveRatingsTogether. */
  async rateTogether(ratings: readonly OneRating[]): Promise<readonly OutcomeTogether[]> {
    return await saveRatingsTogether(this.store, ratings);
  }

  /** @returns whether there was one. */
  async remove(userId: number, movieId: number): Promise<boolean> {
    return await this.store.transaction(async (store) => {
      await lockRatingsOf(store, userId);
      const gone = await store.row<{ halfStars: number }>(
        'DELETE FROM ratings WHERE user_id = $1 AND movie_id = $2 RETURNING half_stars AS "halfStars"',
        [userId, movieId],
      );
      if (gone === undefined) return false;
      await shiftStatistics(store, [{ movieId, count: -1, halfStars: -gone.halfStars }]);
      return true;
    });
  }

  /** Everything a person has rated, oldest first; what the fold-in of a model takes. */
  async historyOf(userId: number): Promise<HistoryRating[]> {
    return await this.store.rows<HistoryRating>(
      `SELECT movie_id AS "movieId", (half_stars / 2.0)::float8 AS rating,
         extract(epoch FROM rated_at)::float8 AS time
       FROM ratings WHERE user_id = $1 ORDER BY rated_at, movie_id`,
      [userId],
    );
  }

  /** One rating with its time, or undefined. */
  async one(userId: number, movieId: number): Promise<Rating | undefined> {
    const row = await this.store.row<{ rating: number; ratedAt: Date }>(
      `SELECT (half_stars / 2.0)::float8 AS rating, rated_at AS "ratedAt"
       FROM ratings WHERE user_id = $1 AND movie_id = $2`,
      [userId, movieId],
    );
    return row && { movieId, rating: row.rating, ratedAt: row.ratedAt.toISOString() };
  }

  async countOf(userId: number): Promise<number> {
    const sql = 'SELECT count(*)::int AS n FROM ratings WHERE user_id = $1';
    return (await this.store.row<{ n: number }>(sql, [userId]))?.n ?? 0;
  }

  async count(): Promise<number> {
    return (await this.store.row<{ n: number }>('SELECT count(*)::int AS n FROM ratings'))?.n ?? 0;
  }

  /** A page of a person's ratings with their films. @throws ProblemError `invalid-cursor` */
  async list(
    userId: number,
    query: { readonly sort: Sort; readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<{ items: RatedMovie[]; total: number; nextCursor: string | null }> {
    const { key, type, descending } = KEYS[query.sort];
    const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, query.sort);
    const beyond = `AND (${key}, m.id) ${descending ? '<' : '>'} ($3::text::${type}, $4::text::int)`;
    const direction = descending ? 'DESC' : 'ASC';
    const rows = await this.store.rows<{
      movieId: number;
      rating: number;
      ratedAt: Date;
      movie: RatedMovie['movie'];
      key: string;
    }>(
      // The page is chosen first: making JSON of every film that a person rated would be most of the time.
      `SELECT p.*, p.sort_key::text AS key, ${SUMMARY_JSON} AS movie
       FROM (
         SELECT r.movie_id AS "movieId", (r.half_stars / 2.0)::float8 AS rating, r.rated_at AS "ratedAt",
           ${key} AS sort_key
         FROM ratings r JOIN movies m ON m.id = r.movie_id
         WHERE r.user_id = $1 ${after ? beyond : ''}
         ORDER BY ${key} ${direction}, m.id ${direction} LIMIT $2
       ) p JOIN movies m ON m.id = p."movieId"
       ORDER BY p.sort_key ${direction}, p."movieId" ${direction}`,
      [userId, query.limit + 1, ...(after ? [String(after[1]), String(after[2])] : [])],
    );
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: page.map(({ movieId, rating, ratedAt, movie }) => ({
        movieId,
        rating,
        ratedAt: ratedAt.toISOString(),
        movie,
      })),
      total: await this.countOf(userId),
      nextCursor:
        rows.length > page.length && last ? encodeCursor([query.sort, last.key, last.movieId]) : null,
    };
  }

  /** How many ratings were given with each number of stars. */
  async histogram(): Promise<{ stars: number; count: number }[]> {
    return await this.store
      .rows(`SELECT (half_stars / 2.0)::float8 AS stars, count(*)::int AS count FROM ratings
      GROUP BY half_stars ORDER BY half_stars`);
  }

  /** All ratings of people who are not disabled, by user and movie, in one snapshot and 20 bytes a rating. */
  async columns(signal?: AbortSignal): Promise<RatingColumns> {
    return await readColumns(this.connection, { signal });
  }

  /** Those given after a moment. */
  async columnsSince(since: Date, signal?: AbortSignal): Promise<RatingColumns> {
    return await readColumns(this.connection, { since, signal });
  }
}
