import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Environment } from '@marquee/contract/environment';
import {
  cancelChannel,
  cancelKey,
  JOB_NAMES,
  JOB_PAYLOADS,
  JOB_QUEUES,
  queueName,
} from '@marquee/contract/jobs';
import type { JobName, JobRun, LogLine, QueuedJob } from '@marquee/contract/jobs';
import { ProblemError } from '@marquee/contract/problem';
import type { Database } from '@marquee/data/database';
import { onceInDoubledHour } from '@marquee/contract/schedule-time';
import { defaultRepeatStrategy, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { wrongField } from '#http/wrong-field';
import { DATABASE, ENVIRONMENT } from '#infrastructure/tokens';

const OPEN_STATES = ['waiting', 'delayed', 'active'] as const;
/** How long the wish to cancel a run is kept for a worker that is away. */
const CANCEL_KEPT_SECONDS = 24 * 3600;

/** The side of the queues that asks: adds, cancels and repeats runs. Postgres keeps their history, Redis what is to come. */
@Injectable()
export class JobQueues implements OnApplicationShutdown {
  private readonly redis: Redis;
  private readonly queues = new Map<JobName, Queue>();

  constructor(
    @Inject(ENVIRONMENT) environment: Environment,
    @Inject(DATABASE) private readonly database: Database,
  ) {
    // Commands fail at once while Redis is away, so that an admin gets a 503 and not a hanging page.
    this.redis = new Redis(environment.REDIS_URL, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: 1000,
      commandTimeout: 2000,
      retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
      lazyConnect: true,
    });
    this.redis.on('error', () => undefined);
    this.redis.connect().catch(() => undefined);
  }

  /**
   * Queues a run.
   * @throws ProblemError `invalid-input` with one entry for each field of the payload that is wrong, `queue-unavailable`.
   */
  async add(
    name: JobName,
    payload: Readonly<Record<string, unknown>>,
    requestedBy: string | null,
  ): Promise<JobRun> {
    const parsed = JOB_PAYLOADS[name].safeParse(payload);
    if (!parsed.success) {
      const errors = parsed.error.issues.map(({ path, message }) => ({
        field: ['payload', ...path].map(String).join('.'),
        message,
      }));
      throw new ProblemError('invalid-input', undefined, { errors });
    }
    const run = waitingRun({ name, payload: parsed.data, requestedBy });
    await this.database.jobRuns.save(run);
    const job: QueuedJob = { payload: parsed.data, requestedBy };
    try {
      await this.asking(() => this.queue(name).add(name, job, { ...JOB_OPTIONS, jobId: run.id }));
    } catch (error) {
      await this.database.jobRuns.save({
        ...run,
        state: 'failed',
        endedAt: new Date().toISOString(),
        error: 'The job queue was not available.',
      });
      throw error;
    }
    return run;
  }

  /** @throws ProblemError `not-found`. */
  async get(id: string): Promise<JobRun> {
    const run = await this.database.jobRuns.get(id);
    if (run === undefined) throw new ProblemError('not-found', `There is no job run ${id}.`);
    return run;
  }

  /** Newest first. */
  async list(query: { readonly name?: JobName; readonly limit: number }): Promise<readonly JobRun[]> {
    return await this.database.jobRuns.list(query);
  }

  /**
   * Ends a run: one that waits at once, one that is going within two seconds.
   * @throws ProblemError `conflict` when it has ended already.
   */
  async cancel(id: string): Promise<JobRun> {
    const run = await this.get(id);
    if (!(OPEN_STATES as readonly string[]).includes(run.state))
      throw new ProblemError('conflict', `The run has ended already (${run.state}).`);
    return await this.asking(async () => {
      await this.redis.set(cancelKey(id), '1', 'EX', CANCEL_KEPT_SECONDS);
      const job = await this.queue(run.name).getJob(id);
      // A worker may take the job at this moment; then it cannot be removed, and the worker is told.
      const removed =
        job !== undefined &&
        (await job.remove().then(
          () => true,
          () => false,
        ));
      if (removed || job === undefined) {
        const cancelled: JobRun = { ...run, state: 'cancelled', endedAt: new Date().toISOString() };
        await this.database.jobRuns.save(cancelled);
        return cancelled;
      }
      await this.redis.publish(cancelChannel(), id);
      return run;
    });
  }

  /** Queues a new run with the payload of one that has ended. @throws ProblemError `conflict` while it has not. */
  async retry(id: string, requestedBy: string | null): Promise<JobRun> {
    const run = await this.get(id);
    if ((OPEN_STATES as readonly string[]).includes(run.state))
      throw new ProblemError('conflict', `The run has not ended yet (${run.state}).`);
    return await this.add(run.name, run.payload, requestedBy);
  }

  /** What a run said, from the given line on; kept as long as the run. @throws ProblemError `not-found`. */
  async logs(id: string, from = 0): Promise<{ readonly lines: readonly LogLine[]; readonly total: number }> {
    await this.get(id);
    return await this.database.jobLogs.list(id, from);
  }

  /** When each kind runs next by its schedule, as Redis has it. @throws ProblemError `queue-unavailable`. */
  async nextRuns(): Promise<ReadonlyMap<JobName, Date>> {
    return await this.asking(async () => {
      const found = await Promise.all(
        JOB_NAMES.map(async (name) => [name, (await this.queue(name).getJobScheduler(name))?.next] as const),
      );
      return new Map(found.flatMap(([name, next]) => (next === undefined ? [] : [[name, new Date(next)]])));
    });
  }

  /** Puts a schedule into force, or takes it out. @throws ProblemError `invalid-input` for a cron that is none. */
  async schedule(
    name: JobName,
    {
      cron,
      timeZone,
      enabled,
    }: { readonly cron: string; readonly timeZone: string; readonly enabled: boolean },
  ): Promise<void> {
    if (!isTimeZone(timeZone)) throw wrongField('timeZone', 'must be an IANA name such as Europe/Berlin');
    if (cron.trim().split(/\s+/).length !== 5)
      throw wrongField('cron', 'must have five fields such as 30 3 * * *');
    await this.asking(async () => {
      const queue = this.queue(name);
      if (!enabled) return void (await queue.removeJobScheduler(name));
      const job: QueuedJob = { payload: JOB_PAYLOADS[name].parse({}), requestedBy: 'schedule' };
      try {
        await queue.upsertJobScheduler(
          name,
          { pattern: cron, tz: timeZone },
          { name, data: job, opts: JOB_OPTIONS },
        );
      } catch (error) {
        if (this.redis.status !== 'ready') throw error;
        throw wrongField('cron', error instanceof Error ? error.message : String(error));
      }
    });
  }

  /** Whether Redis answers. */
  isUp(): boolean {
    return this.redis.status === 'ready';
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled([...this.queues.values()].map((queue) => queue.close()));
    this.redis.disconnect();
  }

  private queue(name: JobName): Queue {
    let queue = this.queues.get(name);
    if (queue === undefined) {
      queue = new Queue(queueName(name), {
        connection: this.redis,
        prefix: JOB_QUEUES.prefix,
        skipMetasUpdate: true,
        settings: { repeatStrategy: onceInDoubledHour(defaultRepeatStrategy) },
      });
      queue.on('error', () => undefined);
      this.queues.set(name, queue);
    }
    return queue;
  }

  private async asking<Result>(request: () => Promise<Result>): Promise<Result> {
    const unavailable = (cause?: unknown): ProblemError =>
      new ProblemError('queue-unavailable', 'Redis does not answer; try again in a few seconds.', {
        retryAfterSeconds: 5,
        cause,
      });
    // BullMQ would wait for Redis to come back.
    if (!this.isUp()) throw unavailable();
    try {
      return await request();
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      if (!this.isUp() || /Command timed out|Connection is closed|max retries/i.test(String(error)))
        throw unavailable(error);
      throw error;
    }
  }
}

const JOB_OPTIONS = {
  attempts: JOB_QUEUES.attempts,
  backoff: { type: 'exponential', delay: JOB_QUEUES.backoffMs },
};

function waitingRun(wanted: Pick<JobRun, 'name' | 'payload' | 'requestedBy'>): JobRun {
  return {
    ...wanted,
    id: randomUUID(),
    state: 'waiting',
    progress: 0,
    step: '',
    queuedAt: new Date().toISOString(),
    startedAt: null,
    endedAt: null,
    result: null,
    error: null,
    attempts: 0,
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
