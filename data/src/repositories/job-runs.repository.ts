import type { JobName, JobRun, JobState } from '@marquee/contract/jobs';
import { jobRunEntity } from '#entities/job.entities';
import type { JobRunRow } from '#entities/job.entities';
import type { Store } from '#store';

/** History of jobs; outlives the queue. */
export class JobRunsRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  /** Adds or replaces. */
  async save(run: JobRun): Promise<void> {
    const date = (text: string | null): Date | null => (text === null ? null : new Date(text));
    const row = {
      ...run,
      queuedAt: new Date(run.queuedAt),
      startedAt: date(run.startedAt),
      endedAt: date(run.endedAt),
    };
    await this.store.run((manager) => manager.upsert(jobRunEntity, row as never, ['id']));
  }

  async get(id: string): Promise<JobRun | undefined> {
    const row = await this.store.run((manager) => manager.findOneBy(jobRunEntity, { id }));
    return row === null ? undefined : toJobRun(row);
  }

  /** Latest first. */
  async list(
    query: { readonly name?: JobName; readonly state?: JobState; readonly limit?: number } = {},
  ): Promise<JobRun[]> {
    const rows = await this.store.run((manager) =>
      manager.find(jobRunEntity, {
        where: { ...(query.name && { name: query.name }), ...(query.state && { state: query.state }) },
        order: { queuedAt: 'DESC', id: 'DESC' },
        take: query.limit ?? 50,
      }),
    );
    return rows.map(toJobRun);
  }

  /** Mean duration of the last completed runs of a kind, for an estimate; undefined when there are none. */
  async usualSeconds(name: JobName): Promise<number | undefined> {
    const row = await this.store.row<{ seconds: number | null }>(
      `SELECT avg(seconds)::float8 AS seconds FROM (
         SELECT extract(epoch FROM ended_at - started_at) AS seconds FROM job_runs
         WHERE name = $1 AND state = 'completed' AND started_at IS NOT NULL
         ORDER BY queued_at DESC LIMIT 5) last`,
      [name],
    );
    return row?.seconds ?? undefined;
  }

  async purge(before: Date): Promise<number> {
    return await this.store.count('DELETE FROM job_runs WHERE ended_at < $1', [before]);
  }
}

const toJobRun = (row: JobRunRow): JobRun => ({
  ...row,
  queuedAt: row.queuedAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  endedAt: row.endedAt?.toISOString() ?? null,
});
