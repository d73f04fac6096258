import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { queueName } from '@marquee/contract/jobs';
import type { JobRun } from '@marquee/contract/jobs';
import { importCatalogue } from '@marquee/data/import/catalogue-import';
import { fakeEmbedder } from '@marquee/recommender/embedder-fake';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { aSmallCatalogue } from '#testing/small-catalogue';
import { throwAwayDatabase } from '@marquee/data/testing/throw-away-database';
import type { ThrowAwayDatabase } from '@marquee/data/testing/throw-away-database';

const FILMS = 400;
const prefix = `test-${randomBytes(6).toString('hex')}`;
const model = fakeEmbedder().model;
let test: ThrowAwayDatabase;
let redis: Redis;
const children: ChildProcess[] = [];

beforeAll(async () => {
  test = await throwAwayDatabase(process.env.DATABASE_URL!);
  redis = new Redis(process.env.REDIS_URL!, { maxRetriesPerRequest: null });
  await importCatalogue(test.database, aSmallCatalogue({ films: FILMS, people: 20 }));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  for (const key of await redis.keys(`${prefix}:*`)) await redis.del(key);
  redis.disconnect();
  await test.drop();
});

async function aWorkerProcess(pauseMs: number): Promise<ChildProcess> {
  const env = { ...process.env, DATABASE_URL: test.url };
  const child = fork(new URL('./testing/slow-worker.ts', import.meta.url), [prefix, String(pauseMs)], {
    env,
  });
  children.push(child);
  await once(child, 'message');
  return child;
}

const until = (id: string, state: JobRun['state']) =>
  vi.waitFor(async () => expect((await test.database.jobRuns.get(id))?.state).toBe(state), {
    timeout: 40_000,
    interval: 50,
  });

it('takes a job up again whose worker was killed, and goes on where it stopped', async () => {
  const worker = await aWorkerProcess(1500);
  const id = randomUUID();
  const queue = new Queue(queueName('embed'), { connection: redis, prefix });
  await queue.add('embed', { payload: {}, requestedBy: null }, { jobId: id, attempts: 1 });
  await vi.waitFor(async () => expect(await test.database.vectors.count(model)).toBeGreaterThan(0), {
    timeout: 20_000,
    interval: 20,
  });
  worker.kill('SIGKILL');
  await once(worker, 'exit');
  const saved = await test.database.vectors.count(model);
  expect(saved).toBeLessThan(FILMS);

  await aWorkerProcess(0);
  await until(id, 'completed');
  expect(await test.database.vectors.count(model)).toBe(FILMS);
  expect((await test.database.jobRuns.get(id))?.result).toMatchObject({ embedded: FILMS - saved });
}, 90_000);
