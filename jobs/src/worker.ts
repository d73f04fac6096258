import {
  cancelChannel,
  cancelKey,
  JOB_NAMES,
  JOB_PAYLOADS,
  JOB_QUEUES,
  queueName,
} from '@marquee/contract/jobs';
import type { JobName, QueuedJob } from '@marquee/contract/jobs';
import type { Database } from '@marquee/data/database';
import { onceInDoubledHour } from '@marquee/contract/schedule-time';
import { DelayedError, defaultRepeatStrategy, Queue, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import type { Job } from 'bullmq';
import { Redis } from 'ioredis';
import { runInProcess } from '#job-process';
import { Cancelled, failureKind, messageOf } from '#outcome';
import type { JobResult, Outcome } from '#outcome';
import { RunRecorder } from '#run-recorder';
import { ScheduleKeeper } from '#schedule-keeper';
import { throttled } from '#throttled';

export interface WorkerLog {
  readonly info: (fields: object, message: string) => void;
  readonly warn: (fields: object, message: string) => void;
}

export interface WorkersOptions {
  readonly redisUrl: string;
  readonly database: Database;
  readonly log: WorkerLog;
  /** Prefix of the Redis keys; another one keeps another installation apart. */
  readonly prefix?: string;
  readonly run?: typeof runInProcess;
  /** How long a worker that is silent keeps its job, and how often others look; see LOCK_MS. */
  readonly lockMs?: number;
  readonly stalledLookMs?: number;
}

/** A worker that is killed is noticed after at most a lock and a look: its job is then taken up again. */
const LOCK_MS = 10_000;
const STALLED_LOOK_MS = 5_000;
/** A job that takes its worker down each time is given up in the end. */
const STALLED_TIMES = 3;
const BUSY_AGAIN_AFTER_MS = 5_000;
const SHOW_EVERY_MS = 200;
/** Each of the many connections notices when Redis is away; one line in a while tells it. */
const COMPLAIN_EVERY_MS = 10_000;

const SETTINGS = { repeatStrategy: onceInDoubledHour(defaultRepeatStrategy) };

type QueueJob = Job<QueuedJob, JobResult>;
interface Running {
  readonly job: QueueJob;
  readonly stop: AbortController;
}

/** Raised into a run that is given back to the queue because this process ends. */
class HandedBack extends Error {
  override readonly name = 'HandedBack';
}

/** Takes jobs out of the queues and runs each in a process of its own: one of a kind at a time, on all machines together. */
export class JobWorkers {
  private readonly options: WorkersOptions;
  private readonly prefix: string;
  private readonly redis: Redis;
  private readonly ear: Redis;
  private readonly queues: readonly (readonly [JobName, Queue])[];
  private readonly workers: Worker<QueuedJob, JobResult>[];
  private readonly running = new Map<string, Running>();
  private readonly schedules: ScheduleKeeper;
  private endingReason: HandedBack | undefined;

  constructor(options: WorkersOptions) {
    this.options = options;
    this.prefix = options.prefix ?? JOB_QUEUES.prefix;
    this.redis = this.connect();
    this.ear = this.connect();
    const connection = this.redis;
    const { prefix } = this;
    this.queues = JOB_NAMES.map(
      (name) => [name, new Queue(queueName(name), { connection, prefix, settings: SETTINGS })] as const,
    );
    this.workers = JOB_NAMES.map(
      (name) =>
        new Worker<QueuedJob, JobResult>(queueName(name), (job, token) => this.process(name, job, token), {
          connection: this.connect(),
          prefix,
          autorun: false,
          settings: SETTINGS,
          lockDuration: options.lockMs ?? LOCK_MS,
          stalledInterval: options.stalledLookMs ?? STALLED_LOOK_MS,
          maxStalledCount: STALLED_TIMES,
          removeOnComplete: { count: JOB_QUEUES.kept },
          removeOnFail: { count: JOB_QUEUES.kept },
        }),
    );
    const { call: complain } = throttled<Error>(
      (error) => this.options.log.warn({ error: error.message }, 'Redis'),
      COMPLAIN_EVERY_MS,
    );
    for (const worker of this.workers) worker.on('error', complain);
    for (const [, queue] of this.queues) queue.on('error', complain);
    this.schedules = new ScheduleKeeper({ ...options, queues: new Map(this.queues) });
  }

  /** Waits for Redis as long as it takes, then works. */
  async start(): Promise<void> {
    this.ear.on('message', (_channel, runId: string) => this.cancel(runId));
    await this.ear.subscribe(cancelChannel(this.prefix));
    for (const [, queue] of this.queues) await queue.setGlobalConcurrency(1);
    for (const worker of this.workers) void worker.run();
    await this.schedules.start();
  }

  /** Gives what is going back to the queues and ends; at once when Redis is away. */
  async close(): Promise<void> {
    this.endingReason = new HandedBack('The worker ends.');
    await this.schedules.close();
    const closing = Promise.allSettled(this.workers.map((worker) => worker.close()));
    for (const { stop } of this.running.values()) stop.abort(this.endingReason);
    await closing;
    await Promise.allSettled(this.queues.map(([, queue]) => queue.close()));
    this.redis.disconnect();
    this.ear.disconnect();
  }

  private cancel(runId: string): void {
    this.running.get(runId)?.stop.abort(new Cancelled('The run was cancelled.'));
  }

  private async process(name: JobName, job: QueueJob, token: string | undefined): Promise<JobResult> {
    const id = job.id!;
    const payload = JOB_PAYLOADS[name].safeParse(job.data.payload);
    const recorder = this.recorderOf(name, job);
    if (!payload.success) {
      await recorder.ended('failed', payload.error.message);
      throw new UnrecoverableError(payload.error.message);
    }
    const stop = new AbortController();
    this.running.set(id, { job, stop });
    try {
      if ((await this.redis.exists(cancelKey(id, this.prefix))) === 1)
        stop.abort(new Cancelled('The run was cancelled.'));
      if (this.endingReason) stop.abort(this.endingReason);
      if (job.stalledCounter > 0)
        recorder.log('The worker that had this run is gone; it is taken up again.', 'warn');
      await recorder.started();
      const outcome = await this.run({ name, payload: payload.data, job, stop, recorder });
      const result = resultOf(outcome);
      await recorder.completed(result);
      this.options.log.info({ job: name, id, result }, 'done');
      return result;
    } catch (error) {
      this.options.log.warn({ job: name, id, error: messageOf(error) }, 'not done');
      return await this.failed({ job, token, error, recorder, stop });
    } finally {
      this.running.delete(id);
    }
  }

  private async run(work: {
    readonly name: JobName;
    readonly payload: QueuedJob['payload'];
    readonly job: QueueJob;
    readonly stop: AbortController;
    readonly recorder: RunRecorder;
  }): Promise<Outcome> {
    const { name, payload, job, stop, recorder } = work;
    const run = this.options.run ?? runInProcess;
    const shown = throttled<{ share: number; step: string }>((progress) => {
      job.updateProgress(progress).catch(() => undefined);
    }, SHOW_EVERY_MS);
    return await run(
      { name, payload },
      {
        requestedBy: job.data.requestedBy,
        signal: stop.signal,
        log: (line, level = 'info') => {
          this.options.log[level === 'info' ? 'info' : 'warn']({ job: name, id: job.id }, line);
          recorder.log(line, level);
        },
        progress: (share, step) => {
          recorder.progress(share, step);
          shown.call({ share, step });
        },
      },
    ).finally(shown.stop);
  }

  /** What becomes of a run that did not end well; each of the four kinds of failure has its own way. */
  private async failed(end: {
    readonly job: QueueJob;
    readonly token: string | undefined;
    readonly error: unknown;
    readonly recorder: RunRecorder;
    readonly stop: AbortController;
  }): Promise<never> {
    const { job, token, error, recorder, stop } = end;
    const message = messageOf(error);
    if (stop.signal.reason instanceof HandedBack) {
      await recorder.postponed('waiting', null);
      await job.moveToWait(token);
      throw new WaitingError();
    }
    const kind = failureKind(error);
    if (kind === 'busy') {
      await recorder.postponed('delayed', message);
      await job.moveToDelayed(Date.now() + BUSY_AGAIN_AFTER_MS, token);
      throw new DelayedError();
    }
    if (kind === 'cancelled') {
      await recorder.ended('cancelled', message);
      throw new UnrecoverableError(message);
    }
    const isLast = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    if (kind === 'permanent' || isLast) {
      await recorder.ended('failed', message);
      throw new UnrecoverableError(message);
    }
    await recorder.postponed('delayed', message);
    throw new Error(message);
  }

  private recorderOf(name: JobName, job: QueueJob): RunRecorder {
    const run = {
      id: job.id!,
      name,
      payload: job.data.payload,
      requestedBy: job.data.requestedBy,
      queuedAt: new Date(job.timestamp),
      // A run that was taken up from a dead worker is a new attempt, though BullMQ does not count it.
      attempt: job.attemptsMade + job.stalledCounter + 1,
    };
    return new RunRecorder(this.options.database, run, (line) => this.options.log.warn({ id: run.id }, line));
  }

  private connect(): Redis {
    const redis = new Redis(this.options.redisUrl, {
      maxRetriesPerRequest: null,
      retryStrategy: (attempt) => Math.min(attempt * 200, 2000),
    });
    redis.on('error', () => undefined);
    return redis;
  }
}

const resultOf = (outcome: Outcome): JobResult =>
  outcome.kind === 'done' ? outcome.result : { nothingToDo: outcome.reason };
