import type { Hidden, Hide } from '@marquee/contract/taste';
import type { Store } from '#store';
import { isUuid } from '#uuid';

/** What a person does not want to see at a moment. */
export interface ActiveHidden {
  readonly movies: readonly number[];
  readonly people: readonly string[];
  readonly genres: readonly string[];
  /** When the next of them runs out; null when none does. */
  readonly until: Date | null;
}

const COLUMNS = `h.id, h.scope, h.value, m.title, h.until, h.created_at AS "createdAt"`;
const MOVIE = `LEFT JOIN movies m ON h.scope = 'movie' AND m.id::text = h.value`;
type Row = Omit<Hidden, 'until' | 'createdAt'> & { readonly until: Date | null; readonly createdAt: Date };

export class HiddenRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  /** Latest first; what has run out is left out. */
  async list(userId: number, now = new Date()): Promise<Hidden[]> {
    const rows = await this.store.rows<Row>(
      `SELECT ${COLUMNS} FROM hidden h ${MOVIE}
       WHERE h.user_id = $1 AND (h.until IS NULL OR h.until > $2) ORDER BY h.created_at DESC, h.id`,
      [userId, now],
    );
    return rows.map(toHidden);
  }

  /** Hides; the same thing again changes only its date. */
  async add(userId: number, { scope, value, until }: Hide): Promise<Hidden> {
    const row = await this.store.row<Row>(
      `WITH h AS (
         INSERT INTO hidden (user_id, scope, value, until) VALUES ($1, $2, $3, $4)
         ON CONFLICT (user_id, scope, value) DO UPDATE SET until = excluded.until RETURNING *
       ) SELECT ${COLUMNS} FROM h ${MOVIE}`,
      [userId, scope, String(value), until],
    );
    return toHidden(row!);
  }

  /** @returns what is no longer hidden, or undefined when there was nothing. */
  async remove(userId: number, id: string): Promise<Hidden | undefined> {
    if (!isUuid(id)) return undefined;
    const row = await this.store.row<Row>(
      `WITH h AS (DELETE FROM hidden WHERE user_id = $1 AND id = $2 RETURNING *)
       SELECT ${COLUMNS} FROM h ${MOVIE}`,
      [userId, id],
    );
    return row && toHidden(row);
  }

  async active(userId: number, now = new Date()): Promise<ActiveHidden> {
    const rows = await this.store.rows<Pick<Hidden, 'scope' | 'value'> & { until: Date | null }>(
      `SELECT scope, value, until FROM hidden WHERE user_id = $1 AND (until IS NULL OR until > $2)
       ORDER BY created_at`,
      [userId, now],
    );
    const of = (scope: Hidden['scope']) =>
      rows.filter((row) => row.scope === scope).map(({ value }) => value);
    const ends = rows.flatMap(({ until }) => until?.getTime() ?? []);
    return {
      movies: of('movie').map(Number),
      people: of('person'),
      genres: of('genre'),
      until: ends.length === 0 ? null : new Date(Math.min(...ends)),
    };
  }

  /** Forgets what has run out. @returns how many. */
  async purge(now = new Date()): Promise<number> {
    return await this.store.count('DELETE FROM hidden WHERE until <= $1', [now]);
  }
}

const toHidden = (row: Row): Hidden => ({
  ...row,
  until: row.until?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});
