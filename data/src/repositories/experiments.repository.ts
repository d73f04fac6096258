import type { CreateExperiment, Experiment } from '@marquee/contract/experiment';
import type { Store } from '#store';
import { sqlState } from '#unavailable';
import { isUuid } from '#uuid';

const COLUMNS = `id, name, state, share, a, b, created_by AS "createdBy", created_at AS "createdAt",
  started_at AS "startedAt", stopped_at AS "stoppedAt"`;
const UNIQUE_VIOLATION = '23505';

type Row = Omit<Experiment, 'createdAt' | 'startedAt' | 'stoppedAt'> & {
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly stoppedAt: Date | null;
};

/** Two ways to recommend that are compared; one experiment runs at a time, so that none disturbs another. */
export class ExperimentsRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  async create({ name, share, a, b }: CreateExperiment, createdBy: string): Promise<Experiment> {
    const row = await this.store.row<Row>(
      `INSERT INTO experiments (name, share, a, b, created_by) VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
      [name, share, JSON.stringify(a), JSON.stringify(b), createdBy],
    );
    return toExperiment(row!);
  }

  /** Latest first. */
  async list(limit = 100): Promise<Experiment[]> {
    const sql = `SELECT ${COLUMNS} FROM experiments ORDER BY created_at DESC, id LIMIT $1`;
    return (await this.store.rows<Row>(sql, [limit])).map(toExperiment);
  }

  async get(id: string): Promise<Experiment | undefined> {
    if (!isUuid(id)) return undefined;
    const row = await this.store.row<Row>(`SELECT ${COLUMNS} FROM experiments WHERE id = $1`, [id]);
    return row && toExperiment(row);
  }

  async running(): Promise<Experiment | undefined> {
    const row = await this.store.row<Row>(`SELECT ${COLUMNS} FROM experiments WHERE state = 'running'`);
    return row && toExperiment(row);
  }

  /** Starts a draft. @returns undefined when it is none, or another experiment runs. */
  async start(id: string): Promise<Experiment | undefined> {
    try {
      return await this.move(
        `UPDATE experiments SET state = 'running', started_at = now()
         WHERE id = $1 AND state = 'draft' RETURNING ${COLUMNS}`,
        id,
      );
    } catch (error) {
      if (sqlState(error) === UNIQUE_VIOLATION) return undefined;
      throw error;
    }
  }

  /** @returns undefined when it was not running. */
  async stop(id: string): Promise<Experiment | undefined> {
    return await this.move(
      `UPDATE experiments SET state = 'stopped', stopped_at = now()
       WHERE id = $1 AND state = 'running' RETURNING ${COLUMNS}`,
      id,
    );
  }

  /** Deletes it with its lists. @returns false when it runs, or there is none. */
  async remove(id: string): Promise<boolean> {
    return (await this.store.count(`DELETE FROM experiments WHERE id = $1 AND state <> 'running'`, [id])) > 0;
  }

  private async move(sql: string, id: string): Promise<Experiment | undefined> {
    const row = await this.store.row<Row>(sql, [id]);
    return row && toExperiment(row);
  }
}

const toExperiment = (row: Row): Experiment => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  stoppedAt: row.stoppedAt?.toISOString() ?? null,
});
