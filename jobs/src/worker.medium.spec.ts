import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { testServices } from '@marquee/contract/testing/test-services';
import { cancelChannel, cancelKey, queueName } from '@marquee/contract/jobs';
import type { JobName, JobRun, QueuedJob } from '@marquee/contract/jobs';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Busy, Cancelled, done, PermanentFailure, TransientFailure } from '#outcome';
import type { Outcome } from '#outcome';
import type { RunWatch } from '#run-job';
import { throwAwayDatabase } from '@marquee/data/testing/throw-away-database';
import type { ThrowAwayDatabase } from '@marquee/data/testing/throw-away-database';
import { JobWorkers } from '#worker';

const redisUrl = testServices().redisUrl;
const quiet = { info: () => undefined, warn: () => undefined };
let test: ThrowAwayDatabase;
let redis: Redis;
let prefix: string;
const open: JobWorkers[] = [];

beforeAll(async () => {
  test = await throwAwayDatabase(testServices().databaseUrl);
  redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
});
afterAll(async () => {
  redis.disconnect();
  await test.drop();
});
beforeEach(() => {
  prefix = `test-${randomBytes(6).toString('hex')}`;
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((workers) => workers.close()));
  for (const key of await redis.keys(`${prefix}:*`)) await redis.del(key);
});

type Work = (watch: RunWatch) => Promise<Outcome>;

/** A worker process, as far as the queues can tell, whose jobs all do `work`. */
async function aWorker(work: Work): Promise<JobWorkers> {
  const run = (_job: unknown, watch: RunWatch) => work(watch);
  const workers = new JobWorkers({ redisUrl, database: test.database, log: quiet, prefix, run });
  open.push(workers);
  await workers.start();
  return workers;
}

async function add(name: JobName, payload: object = {}, attempts = 3): Promise<string> {
  const queue = new Queue(queueName(name), { connection: redis, prefix });
  const id = randomUUID();
  const data = { payload, requestedBy: 'somebody' } as QueuedJob;
  await queue.add(name, data, { jobId: id, attempts, backoff: { type: 'fixed', delay: 100 } });
  return id;
}

async function untilState(id: string, state: JobRun['state']): Promise<JobRun> {
  return await vi.waitFor(
    async () => {
      const run = await test.database.jobRuns.get(id);
      expect(run?.state).toBe(state);
      return run!;
    },
    { timeout: 10_000, interval: 25 },
  );
}

const untilAborted: Work = ({ signal }) =>
  new Promise((_resolve, reject) => {
    const end = (): void => reject(new Cancelled('The run was cancelled.'));
    // A run is told to be active just before it begins.
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });

describe('the workers', () => {
  it('run a job and keep its progress, log and result', async () => {
    await aWorker(async ({ progress, log }) => {
      progress(0.5, 'half of it');
      progress(0.6, 'half of it, part 3 of 4: loss 0.5');
      log('a line');
      log('a doubtful line', 'warn');
      return done({ made: 3 });
    });
    const id = await add('embed');
    const run = await untilState(id, 'completed');
    expect(run).toMatchObject({
      name: 'embed',
      progress: 1,
      result: { made: 3 },
      requestedBy: 'somebody',
      attempts: 1,
      error: null,
    });
    expect(run.endedAt! >= run.startedAt!).toBe(true);
    const { lines } = await test.database.jobLogs.list(id);
    expect(lines.map(({ level, text }) => `${level} ${text}`)).toEqual([
      expect.stringMatching(/^info attempt 1 starts/),
      'info half of it',
      'info a line',
      'warn a doubtful line',
      'info completed',
    ]);
  });

  it('try again what may pass, and only that', async () => {
    let calls = 0;
    await aWorker(async () => {
      calls += 1;
      if (calls === 1) throw new TransientFailure('Elasticsearch is away');
      throw new PermanentFailure('The file is broken');
    });
    const run = await untilState(await add('index'), 'failed');
    await wait(300);
    expect({ calls, error: run.error, attempts: run.attempts }).toEqual({
      calls: 2,
      error: 'The file is broken',
      attempts: 2,
    });
  });

  it('record what Postgres cannot hold: a zero byte, as a file that is no text has many', async () => {
    await aWorker(async ({ log, progress }) => {
      progress(0.5, 'reading a\0b');
      log('line a\0b');
      throw new PermanentFailure('The file has the header "a\0b"');
    });
    const id = await add('import', { source: 'demo' });
    const run = await untilState(id, 'failed');
    expect(run.error).toBe('The file has the header "a\u{fffd}b"');
    const { lines } = await test.database.jobLogs.list(id);
    expect(lines.map(({ text }) => text)).toContain('line a\u{fffd}b');
  });

  it('give up after the last attempt', async () => {
    let calls = 0;
    await aWorker(async () => {
      calls += 1;
      throw new TransientFailure('still away');
    });
    await untilState(await add('index', {}, 2), 'failed');
    expect(calls).toBe(2);
  });

  it('refuse a payload that is none', async () => {
    await aWorker(async () => done({}));
    const run = await untilState(await add('import', { source: 'tape' }), 'failed');
    expect(run.error).toMatch(/source/);
  });

  it('run one job of a kind at a time, over all processes', async () => {
    let [going, most] = [0, 0];
    const work: Work = async () => {
      going += 1;
      most = Math.max(most, going);
      await wait(150);
      going -= 1;
      return done({});
    };
    await aWorker(work);
    await aWorker(work);
    const ids = await Promise.all([add('embed'), add('embed'), add('embed')]);
    for (const id of ids) await untilState(id, 'completed');
    expect(most).toBe(1);
  });

  it('end a run within two seconds of a cancellation', async () => {
    await aWorker(untilAborted);
    const id = await add('train');
    await untilState(id, 'active');
    const since = Date.now();
    await redis.publish(cancelChannel(prefix), id);
    const run = await untilState(id, 'cancelled');
    expect(Date.now() - since).toBeLessThan(2000);
    expect(run.error).toBe('The run was cancelled.');
  });

  it('do not start a run that was cancelled while no worker was there', async () => {
    const id = await add('train');
    await redis.set(cancelKey(id, prefix), '1');
    await aWorker(async ({ signal }) => {
      signal.throwIfAborted();
      return done({});
    });
    await untilState(id, 'cancelled');
  });

  it('hand a run back when they end, for another worker to take up', async () => {
    const first = await aWorker(untilAborted);
    const id = await add('embed');
    await untilState(id, 'active');
    await first.close();
    expect((await test.database.jobRuns.get(id))?.state).toBe('waiting');
    await aWorker(async () => done({ by: 'the second' }));
    expect((await untilState(id, 'completed')).result).toEqual({ by: 'the second' });
  });

  it('wait while the command line runs the same kind', async () => {
    await aWorker(async () => {
      throw new Busy('Another run of embed is going.');
    });
    const run = await untilState(await add('embed'), 'delayed');
    expect(run.error).toMatch(/Another run/);
  });

  it('put the schedules in force, and leave the time of a missed one alone', async () => {
    const first = await aWorker(async () => done({}));
    const queue = new Queue(queueName('train'), { connection: redis, prefix });
    const scheduled = await queue.getJobScheduler('train');
    expect(scheduled).toMatchObject({ pattern: '30 3 * * *', tz: 'UTC' });
    await first.close();
    const [job] = await queue.getDelayed();
    await job!.changeDelay(0);
    await aWorker(async () => done({}));
    await untilState(job!.id!, 'completed');
    await expect.poll(async () => (await queue.getDelayed()).length).toBe(1);
    expect((await test.database.jobRuns.list({ name: 'train', state: 'completed' })).length).toBe(1);
  });
});
