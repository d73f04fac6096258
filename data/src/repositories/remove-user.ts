import { shiftStatistics } from '#statistics';
import type { Store } from '#store';

/** What belongs to a person, in the order in which it goes; the rest of the tables never name a person. */
const TABLES = [
  'stray_ratings', 'watchlist', 'preferences', 'hidden', 'session_families', 'api_keys', 'events', 'search_log',
  'interleavings',
] as const; // prettier-ignore

export type RemovedRows = Readonly<Record<string, number>>;

/** Deletes a person in one transaction; the audit log keeps what happened, without the name. */
export async function removeUser(store: Store, id: number): Promise<RemovedRows> {
  return await store.transaction(async (inner) => {
    // An import that puts new ratings in place locks the table first and then asks for the person's row.
    await inner.rows('LOCK TABLE ratings IN ROW EXCLUSIVE MODE');
    const there = await inner.row('SELECT id FROM users WHERE id = $1 FOR UPDATE', [id]);
    if (there === undefined) return {};
    const removed: Record<string, number> = {};
    const ratings = await inner.rows<{ movieId: number; halfStars: number }>(
      'DELETE FROM ratings WHERE user_id = $1 RETURNING movie_id AS "movieId", half_stars AS "halfStars"',
      [id],
    );
    await shiftStatistics(
      inner,
      ratings.map(({ movieId, halfStars }) => ({ movieId, count: -1, halfStars: -halfStars })),
    );
    removed['ratings'] = ratings.length;
    for (const table of TABLES) {
      removed[table] = await inner.count(`DELETE FROM ${table} WHERE user_id = $1`, [id]);
    }
    await inner.rows(`UPDATE audit_log SET who = 'deleted account' WHERE user_id = $1`, [id]);
    removed['users'] = await inner.count('DELETE FROM users WHERE id = $1', [id]);
    return removed;
  });
}
