import { DEFAULT_SCHEDULES, JOB_PAYLOADS, JOB_QUEUES } from '@marquee/contract/jobs';
import type { JobName, QueuedJob } from '@marquee/contract/jobs';
import type { Database } from '@marquee/data/database';
import { messageOf } from '#outcome';

const LOOK_EVERY_MS = 60_000;

interface Schedule {
  readonly name: JobName;
  readonly cron: string;
  readonly timeZone: string;
  readonly enabled: boolean;
}

/** The part of a BullMQ queue that keeps schedules. */
export interface SchedulableQueue {
  getJobScheduler(id: string): Promise<{ readonly pattern?: string; readonly tz?: string } | undefined>;
  removeJobScheduler(id: string): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    when: { readonly pattern: string; readonly tz: string },
    template: { readonly name: string; readonly data: QueuedJob; readonly opts: object },
  ): Promise<unknown>;
}

export interface ScheduleKeeperOptions {
  readonly database: Database;
  readonly queues: ReadonlyMap<JobName, SchedulableQueue>;
  readonly log: { readonly warn: (fields: object, message: string) => void };
}

/**
 * Keeps the queues' schedules as Postgres has them. One whose time passes while no worker is there runs once when one
 * comes back: its next run already lies in Redis, so a schedule that has not changed must not be put there again.
 */
export class ScheduleKeeper {
  private readonly options: ScheduleKeeperOptions;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(options: ScheduleKeeperOptions) {
    this.options = options;
  }

  async start(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => {
      this.looking = this.look();
    }, LOOK_EVERY_MS);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    try {
      for (const schedule of await this.wanted()) await this.putInForce(schedule);
    } catch (error) {
      this.options.log.warn(
        { error: messageOf(error) },
        'The schedules could not be looked at; next try in a minute',
      );
    }
  }

  /** What Postgres has, with the defaults for kinds that nobody has decided on yet. */
  private async wanted(): Promise<readonly Schedule[]> {
    await this.options.database.schedules.addMissing(DEFAULT_SCHEDULES);
    return await this.options.database.schedules.list();
  }

  private async putInForce({ name, cron, timeZone, enabled }: Schedule): Promise<void> {
    const queue = this.options.queues.get(name)!;
    const present = await queue.getJobScheduler(name);
    if (!enabled) {
      if (present !== undefined) await queue.removeJobScheduler(name);
      return;
    }
    if (present?.pattern === cron && present.tz === timeZone) return;
    const data: QueuedJob = { payload: JOB_PAYLOADS[name].parse({}), requestedBy: 'schedule' };
    const opts = {
      attempts: JOB_QUEUES.attempts,
      backoff: { type: 'exponential', delay: JOB_QUEUES.backoffMs },
    };
    await queue.upsertJobScheduler(name, { pattern: cron, tz: timeZone }, { name, data, opts });
  }
}
