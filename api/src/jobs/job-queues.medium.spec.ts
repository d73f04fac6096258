import { redisDatabase, testServices } from '@marquee/contract/testing/test-services';
import { parseEnvironment } from '@marquee/contract/environment';
import { cancelKey, JOB_QUEUES, queueName } from '@marquee/contract/jobs';
import { throwAwayDatabase } from '@marquee/data/testing/throw-away-database';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { JobQueues } from '#jobs/job-queues';

/** A Redis database of its own: no worker looks there. */
const REDIS_URL = redisDatabase(7);
let own: Awaited<ReturnType<typeof throwAwayDatabase>>;
let queues: JobQueues;
let redis: Redis;

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
  redis = new Redis(REDIS_URL, { maxRetriesPerRequest: null });
  queues = new JobQueues(parseEnvironment({ REDIS_URL }), own.database);
  await vi.waitUntil(() => queues.isUp());
});
afterEach(async () => {
  for (const key of await redis.keys(`${JOB_QUEUES.prefix}:*`)) await redis.del(key);
});
afterAll(async () => {
  await queues.onApplicationShutdown();
  redis.disconnect();
  await own.drop();
});

const queueOf = (name: 'embed' | 'train') =>
  new Queue(queueName(name), { connection: redis, prefix: JOB_QUEUES.prefix });

describe('the job queues', () => {
  it('queue a run with its defaults, and know it', async () => {
    const run = await queues.add('train', { reason: 'new films' }, 'Ada');
    expect(run).toMatchObject({
      name: 'train',
      state: 'waiting',
      requestedBy: 'Ada',
      payload: { seed: 1, budgetSeconds: 45, reason: 'new films', force: false, engine: 'local' },
    });
    expect(await queues.get(run.id)).toEqual(run);
    expect(await queues.list({ name: 'train', limit: 10 })).toContainEqual(run);
    expect((await queueOf('train').getJob(run.id))?.data).toEqual({
      payload: run.payload,
      requestedBy: 'Ada',
    });
  });

  it('name each field of a payload that is wrong', async () => {
    await expect(queues.add('train', { seed: 'often', speed: 3 }, null)).rejects.toMatchObject({
      code: 'invalid-input',
      errors: [{ field: 'payload.seed' }, { field: 'payload' }],
    });
  });

  it('take a waiting run out, and repeat it', async () => {
    const { id } = await queues.add('embed', {}, 'Ada');
    await expect(queues.retry(id, 'Ada')).rejects.toMatchObject({ code: 'conflict' });
    expect((await queues.cancel(id)).state).toBe('cancelled');
    expect(await queueOf('embed').getJob(id)).toBeUndefined();
    expect(await redis.exists(cancelKey(id))).toBe(1);
    await expect(queues.cancel(id)).rejects.toMatchObject({ code: 'conflict' });
    const again = await queues.retry(id, 'Grace');
    expect(again).toMatchObject({ state: 'waiting', requestedBy: 'Grace' });
    expect(again.id).not.toBe(id);
  });

  it('give log lines from where one has read', async () => {
    const { id } = await queues.add('embed', {}, null);
    const at = new Date().toISOString();
    const lines = ['one', 'two', 'three'].map((text) => ({ at, level: 'info' as const, text }));
    await own.database.jobLogs.add(id, lines);
    expect(await queues.logs(id, 1)).toEqual({ lines: lines.slice(1), total: 3 });
    await expect(queues.logs('no-such-run')).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each(['1', '7'])('schedule by the clock of a place, in month %s as in any other', async (month) => {
    const schedule = { cron: `30 3 1 ${month} *`, timeZone: 'Europe/Berlin' };
    await queues.schedule('train', { ...schedule, enabled: true });
    const next = (await queues.nextRuns()).get('train')!;
    const hour = { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' } as const;
    expect(new Intl.DateTimeFormat('en-GB', hour).format(next)).toBe('03:30');
    await queues.schedule('train', { ...schedule, enabled: false });
    expect((await queues.nextRuns()).has('train')).toBe(false);
  });

  it.each([
    [{ cron: '30 3 * *', timeZone: 'UTC' }, 'cron'],
    [{ cron: '99 3 * * *', timeZone: 'UTC' }, 'cron'],
    [{ cron: '30 3 * * *', timeZone: 'Moon/Crater' }, 'timeZone'],
  ])('refuse the schedule %j by its field', async (schedule, field) => {
    await expect(queues.schedule('train', { ...schedule, enabled: true })).rejects.toMatchObject({
      code: 'invalid-input',
      errors: [{ field }],
    });
  });

  it('say so at once when Redis is away, and leave a record', async () => {
    const away = new JobQueues(parseEnvironment({ REDIS_URL: 'redis://127.0.0.1:1' }), own.database);
    const since = performance.now();
    await expect(away.add('purge', {}, null)).rejects.toMatchObject({ code: 'queue-unavailable' });
    await expect(away.nextRuns()).rejects.toMatchObject({ code: 'queue-unavailable' });
    expect(performance.now() - since).toBeLessThan(1000);
    expect((await away.list({ name: 'purge', limit: 1 }))[0]).toMatchObject({ state: 'failed' });
    await away.onApplicationShutdown();
  });
});
