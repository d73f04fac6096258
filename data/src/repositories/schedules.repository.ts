import type { JobName } from '@marquee/contract/jobs';
import { scheduleEntity } from '#entities/job.entities';
import type { ScheduleRow } from '#entities/job.entities';
import type { Store } from '#store';

export type NewSchedule = Pick<ScheduleRow, 'name' | 'cron' | 'timeZone' | 'enabled'>;

export class SchedulesRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  async list(): Promise<ScheduleRow[]> {
    return await this.store.run((manager) => manager.find(scheduleEntity, { order: { name: 'ASC' } }));
  }

  async get(name: JobName): Promise<ScheduleRow | undefined> {
    return (await this.store.run((manager) => manager.findOneBy(scheduleEntity, { name }))) ?? undefined;
  }

  async put(schedule: NewSchedule): Promise<void> {
    const row = { ...schedule, updatedAt: new Date() };
    await this.store.run((manager) => manager.upsert(scheduleEntity, row, ['name']));
  }

  /** Adds those that are not there; what admins changed stays. */
  async addMissing(schedules: readonly NewSchedule[]): Promise<void> {
    for (const { name, cron, timeZone, enabled } of schedules) {
      await this.store.rows(
        `INSERT INTO schedules (name, cron, time_zone, enabled) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
        [name, cron, timeZone, enabled],
      );
    }
  }

  async noteRun(name: JobName, at: Date): Promise<void> {
    await this.store.rows('UPDATE schedules SET last_run_at = $2 WHERE name = $1', [name, at]);
  }
}
