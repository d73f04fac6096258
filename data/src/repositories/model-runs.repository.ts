import type { ModelRun } from '@marquee/contract/admin';
import { ProblemError } from '@marquee/contract/problem';
import { modelRunEntity } from '#entities/job.entities';
import type { ModelRunRow } from '#entities/job.entities';
import type { Store } from '#store';

/** Any number that no other advisory lock of ours uses. */
const PROMOTION_LOCK = 7_301_001;

export class ModelRunsRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  async add(run: ModelRun): Promise<void> {
    const row = {
      ...run,
      bytes: String(run.bytes),
      peakMemoryBytes: run.peakMemoryBytes === null ? null : String(run.peakMemoryBytes),
      createdAt: new Date(run.createdAt),
      promotedAt: null,
    };
    await this.store.run((manager) => manager.insert(modelRunEntity, row as never));
  }

  async get(version: string): Promise<ModelRun | undefined> {
    const row = await this.store.run((manager) => manager.findOneBy(modelRunEntity, { version }));
    return row === null ? undefined : toModelRun(row);
  }

  async live(): Promise<ModelRun | undefined> {
    const row = await this.store.run((manager) => manager.findOneBy(modelRunEntity, { state: 'live' }));
    return row === null ? undefined : toModelRun(row);
  }

  /** Latest first. */
  async list(limit = 100): Promise<ModelRun[]> {
    const rows = await this.store.run((manager) =>
      manager.find(modelRunEntity, { order: { createdAt: 'DESC', version: 'DESC' }, take: limit }),
    );
    return rows.map(toModelRun);
  }

  /**
   * Makes a run live and retires the former one, in one transaction; of two at once the later waits.
   * @returns the version that was live before, or null.
   * @throws ProblemError `not-found` when there is no such run.
   */
  async promote(version: string, now = new Date()): Promise<string | null> {
    return await this.store.transaction(async (store) => {
      await store.rows('SELECT pg_advisory_xact_lock($1)', [PROMOTION_LOCK]);
      const known = await store.row('SELECT version FROM model_runs WHERE version = $1', [version]);
      if (known === undefined) throw new ProblemError('not-found', `There is no model ${version}.`);
      const former = await store.row<{ version: string }>(
        `UPDATE model_runs SET state = 'retired' WHERE state = 'live' AND version <> $1 RETURNING version`,
        [version],
      );
      await store.rows(`UPDATE model_runs SET state = 'live', promoted_at = $2 WHERE version = $1`, [
        version,
        now,
      ]);
      return former?.version ?? null;
    });
  }

  /** The version that was live last before the present one: where a roll-back goes. */
  async previousLive(): Promise<string | undefined> {
    const row = await this.store.row<{ version: string }>(
      `SELECT version FROM model_runs WHERE state = 'retired' AND promoted_at IS NOT NULL
       ORDER BY promoted_at DESC LIMIT 1`,
    );
    return row?.version;
  }

  /** Versions beyond the live one, those that an experiment needs, and the last `keep`; their files may go. */
  async beyondLast(keep: number): Promise<string[]> {
    const rows = await this.store.rows<{ version: string }>(
      `SELECT version FROM (
         SELECT version, state, row_number() OVER (ORDER BY (state = 'refused'), created_at DESC) AS place
         FROM model_runs) ranked
       WHERE place > $1 AND state <> 'live' AND version NOT IN (
         SELECT side ->> 'modelVersion' FROM experiments, LATERAL (VALUES (a), (b)) sides (side)
         WHERE experiments.state <> 'stopped' AND side ->> 'modelVersion' IS NOT NULL)
       ORDER BY version`,
      [keep],
    );
    return rows.map(({ version }) => version);
  }
}

function toModelRun({ promotedAt: _promotedAt, ...row }: ModelRunRow): ModelRun {
  return {
    ...row,
    bytes: Number(row.bytes),
    peakMemoryBytes: row.peakMemoryBytes === null ? null : Number(row.peakMemoryBytes),
    createdAt: row.createdAt.toISOString(),
  };
}
