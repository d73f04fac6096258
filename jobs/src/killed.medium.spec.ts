import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { childEnvironment } from '@marquee/contract/environment';
import { redisDatabase, testServices } from '@marquee/contract/testing/test-services';
import { JOB_NAMES, queueName, WARM_LIST } from '@marquee/contract/jobs';
import type { JobName } from '@marquee/contract/jobs';
import { importCatalogue } from '@marquee/data/import/catalogue-import';
import { throwAwayDatabase } from '@marquee/data/testing/throw-away-database';
import { connectElastic } from '@marquee/elastic/elastic';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { aCable } from '#testing/cable';
import { aFakeFilm, aFakeTmdb, FAKE_KEY } from '#testing/fake-tmdb';
import { CASES, FILMS, LINKED } from '#testing/killed-cases';
import type { Case, Place, Victim } from '#testing/killed-cases';
import { aSmallCatalogue } from '#testing/small-catalogue';

/** A Redis database of its own: no API takes the people of refresh-cache away from here. */
const REDIS_URL = redisDatabase(9);
/** TMDB knows every film but each tenth, with a runtime by which its answers are told. */
const FAKE_FILMS = Array.from({ length: LINKED }, (_, at) => aFakeFilm(at + 1, { runtime: 123 })).filter(
  ({ id }) => id % 10 !== 0,
);
const AWAY_MS = 600;
const EMBED_MS = 300;
let redis: Redis;
let api: NodeJS.Timeout;

beforeAll(() => {
  redis = new Redis(REDIS_URL, { maxRetriesPerRequest: null });
  // What the API does with the people it is told of.
  api = setInterval(async () => {
    const people = await redis.lpop(WARM_LIST, 10);
    if (people) await redis.sadd('taken', ...people);
  }, 100);
});
afterAll(async () => {
  clearInterval(api);
  await redis.flushdb();
  redis.disconnect();
});

/** Services, films and a worker for one kind of job. */
async function aBench(name: JobName) {
  const { delayMs = {}, payload } = CASES[name] as Case;
  const prefix = `test-${randomBytes(6).toString('hex')}`;
  const folder = await mkdtemp(join(tmpdir(), 'marquee-killed-'));
  const own = await throwAwayDatabase(testServices().databaseUrl);
  const elasticUrl = testServices().elasticsearchUrl;
  const elastic = connectElastic({ url: elasticUrl, prefix, noticesDeath: false });
  const tmdb = await aFakeTmdb(FAKE_FILMS);
  const cables = {
    postgres: await aCable(own.url, delayMs.postgres),
    redis: await aCable(REDIS_URL),
    elasticsearch: await aCable(elasticUrl, delayMs.elasticsearch),
  };
  await importCatalogue(own.database, aSmallCatalogue({ films: FILMS, people: 250 }));
  await own.database.store.rows('UPDATE movies SET tmdb_id = id WHERE id <= $1', [LINKED]);
  const queueOf = (kind: JobName) => new Queue(queueName(kind), { connection: redis, prefix });
  let worker: ChildProcess | undefined;
  let heard: (progress: { readonly name: JobName; readonly share: number }) => void = () => undefined;
  const start = async (): Promise<void> => {
    const env = childEnvironment({
      DATABASE_URL: cables.postgres.url,
      REDIS_URL: cables.redis.url,
      ELASTICSEARCH_URL: cables.elasticsearch.url,
      ELASTICSEARCH_PREFIX: prefix,
      MARQUEE_DATA: folder,
      TMDB_URL: tmdb.url,
      TMDB_API_KEY: FAKE_KEY,
    });
    worker = fork(new URL('./testing/watched-worker.ts', import.meta.url), [prefix, String(EMBED_MS)], {
      env,
    });
    await once(worker, 'message');
    // Without a listener messages are kept back, and would be taken for those of the next run.
    worker.on('message', (message) => heard(message as Parameters<typeof heard>[0]));
  };
  const add = async (kind: JobName, given: object): Promise<string> => {
    const id = randomUUID();
    const options = { jobId: id, attempts: 5, backoff: { type: 'fixed', delay: 300 } };
    await queueOf(kind).add(kind, { payload: given, requestedBy: null }, options);
    return id;
  };
  const untilDone = (id: string) =>
    vi.waitFor(
      async () => {
        const run = await own.database.jobRuns.get(id);
        if (run?.state === 'failed') return run;
        expect(run?.state).toBe('completed');
        return run!;
      },
      { timeout: 60_000, interval: 100 },
    );
  /** Resolves while the job is going, with so much of it done. */
  const untilMiddle = (middle: number) =>
    new Promise<void>((resolve) => {
      heard = ({ name: kind, share }) => {
        if (kind === name && share >= middle) resolve();
      };
    });
  const place: Place = {
    database: own.database,
    elastic,
    redis,
    folder,
    asked: tmdb.asked,
    run: async (kind) => expect((await untilDone(await add(kind, CASES[kind].payload))).error).toBeNull(),
  };
  return {
    place,
    start,
    untilDone,
    untilMiddle,
    add: () => add(name, name === 'import' ? { ...payload, path: join(folder, 'set') } : payload),
    stateOf: (id: string) => queueOf(name).getJobState(id),
    strike: async (victim: Victim): Promise<void> => {
      if (victim === 'worker') {
        worker!.kill('SIGKILL');
        await once(worker!, 'exit');
        await start();
        return;
      }
      cables[victim].cut();
      await wait(AWAY_MS);
      cables[victim].mend();
    },
    close: async (): Promise<void> => {
      worker?.kill('SIGKILL');
      await Promise.all([...Object.values(cables).map((cable) => cable.close()), tmdb.close()]);
      await elastic.client.indices.delete({ index: `${prefix}-*` }).catch(() => undefined);
      await elastic.close();
      await own.drop();
      await rm(folder, { recursive: true });
    },
  };
}

it.concurrent.each(JOB_NAMES)(
  '%s ends as if nothing had happened when the worker, Redis, Postgres or Elasticsearch is killed',
  { timeout: 180_000 },
  async (name) => {
    const { setUp, prepare, counts, done, victims, middle, elasticMiddle = middle } = CASES[name] as Case;
    const bench = await aBench(name);
    try {
      await bench.start();
      await setUp?.(bench.place);
      await prepare?.(bench.place);
      const whole = await bench.untilDone(await bench.add());
      expect(whole.error).toBeNull();
      const undisturbed = await counts(bench.place);
      for (const victim of victims) {
        await prepare?.(bench.place);
        const reached = bench.untilMiddle(victim === 'elasticsearch' ? elasticMiddle : middle);
        const id = await bench.add();
        await reached;
        expect([victim, await bench.stateOf(id)]).toEqual([victim, 'active']);
        await bench.strike(victim);
        const { state, error, result } = await bench.untilDone(id);
        expect([victim, state, error]).toEqual([victim, 'completed', null]);
        if (done && victim === 'worker') expect(done(result!)).toBeLessThan(done(whole.result!));
        expect([victim, await counts(bench.place)]).toEqual([victim, undisturbed]);
      }
    } finally {
      await bench.close();
    }
  },
);
