import type { Events } from '@marquee/contract/event';
import type { EventRow } from '#entities/history.entities';
import type { Store } from '#store';

const COLUMNS = `id, at, user_id AS "userId", movie_id AS "movieId", position, kind, list_id AS "listId", surface`;
const BATCH = 5000;

/** What people were shown and did; only ever appended to, and deleted with the person or by age. */
export class EventsRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  /** @returns how many were written. */
  async append(userId: number | null, events: Events['events'], now = new Date()): Promise<number> {
    const column = <Value>(pick: (event: Events['events'][number]) => Value) => events.map(pick);
    return await this.store.count(
      `INSERT INTO events (user_id, at, movie_id, position, kind, list_id, surface)
       SELECT $1, * FROM unnest($2::timestamptz[], $3::int[], $4::smallint[], $5::text[], $6::text[], $7::text[])`,
      [
        userId,
        column(({ at }) => at ?? now.toISOString()),
        column(({ movieId }) => movieId),
        column(({ position }) => position ?? null),
        column(({ kind }) => kind),
        column(({ listId }) => listId ?? null),
        column(({ surface }) => surface ?? null),
      ],
    );
  }

  /** A person's events, oldest first; for the export. */
  async ofUser(userId: number): Promise<EventRow[]> {
    return await this.store.rows(`SELECT ${COLUMNS} FROM events WHERE user_id = $1 ORDER BY at, id`, [
      userId,
    ]);
  }

  /** All events since a moment in batches, oldest first; for evaluation. */
  async *since(moment: Date): AsyncGenerator<EventRow[]> {
    let at = moment.toISOString();
    let id = '0';
    for (;;) {
      const rows = await this.store.rows<EventRow & { key: string }>(
        `SELECT ${COLUMNS}, at::text AS key FROM events WHERE (at, id) > ($1::timestamptz, $2::bigint)
         ORDER BY at, id LIMIT $3`,
        [at, id, BATCH],
      );
      if (rows.length > 0) yield rows.map(({ key: _key, ...row }) => row);
      const last = rows.at(-1);
      if (last === undefined || rows.length < BATCH) return;
      at = last.key;
      id = last.id;
    }
  }

  /** Forgets events before a moment. @returns how many. */
  async purge(before: Date): Promise<number> {
    return await this.store.count('DELETE FROM events WHERE at < $1', [before]);
  }
}
