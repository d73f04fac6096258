import { SUMMARY_COLUMNS } from '#movie-row';
import type { MovieSummary } from '#movie-row';
import type { Store } from '#store';

export class WatchlistRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  /** @returns whether it is new on the list; false too for a movie that does not exist. */
  async add(userId: number, movieId: number): Promise<boolean> {
    const added = await this.store.count(
      `INSERT INTO watchlist (user_id, movie_id) SELECT $1, m.id FROM movies m WHERE m.id = $2
       ON CONFLICT DO NOTHING`,
      [userId, movieId],
    );
    return added > 0;
  }

  async remove(userId: number, movieId: number): Promise<boolean> {
    const sql = 'DELETE FROM watchlist WHERE user_id = $1 AND movie_id = $2';
    return (await this.store.count(sql, [userId, movieId])) > 0;
  }

  /** Latest first. */
  async idsOf(userId: number): Promise<number[]> {
    const rows = await this.store.rows<{ id: number }>(
      'SELECT movie_id AS id FROM watchlist WHERE user_id = $1 ORDER BY added_at DESC, movie_id',
      [userId],
    );
    return rows.map(({ id }) => id);
  }

  /** Latest first. */
  async list(userId: number): Promise<(MovieSummary & { readonly addedAt: Date })[]> {
    return await this.store.rows(
      `SELECT ${SUMMARY_COLUMNS}, w.added_at AS "addedAt"
       FROM watchlist w JOIN movies m ON m.id = w.movie_id WHERE w.user_id = $1
       ORDER BY w.added_at DESC, m.id`,
      [userId],
    );
  }
}
