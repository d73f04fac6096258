import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testServices } from '@marquee/contract/testing/test-services';
import { liveChannel } from '@marquee/contract/jobs';
import type { JobName, JobPayload, LiveMessage } from '@marquee/contract/jobs';
import { importCatalogue } from '@marquee/data/import/catalogue-import';
import { anAccount } from '@marquee/data/testing/factories';
import { factorIndex } from '@marquee/elastic/factor-index';
import { MovieReader } from '@marquee/elastic/movie-reader';
import { movieIndex } from '@marquee/elastic/movie-index';
import { fakeEmbedder } from '@marquee/recommender/embedder-fake';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connections } from '#connections';
import { exclusively } from '#exclusive';
import type { JobResult } from '#outcome';
import { runJob } from '#run-job';
import { aSmallCatalogue } from '#testing/small-catalogue';
import { testConnections } from '#testing/test-connections';
import { throwAwayDatabase } from '@marquee/data/testing/throw-away-database';
import type { ThrowAwayDatabase } from '@marquee/data/testing/throw-away-database';
import { place } from '#training/panel';

const FILMS = 240;
/** People who open an account and rate after the first training. */
const FANS = 12;
/** A training takes seconds, or much longer where the tests are not alone on the machine. */
const TRAINING_MS = 180_000;
const TRAIN: JobPayload<'train'> = {
  seed: 1,
  budgetSeconds: 0,
  reason: 'test',
  force: false,
  engine: 'local',
};
const PAYLOADS: { readonly [Name in 'embed' | 'index' | 'train']: JobPayload<Name> } = {
  embed: { all: true },
  index: {},
  train: TRAIN,
};
const prefix = `test-${randomBytes(6).toString('hex')}`;
let test: ThrowAwayDatabase;
let connections: Connections;
let dataFolder: string;
const live: LiveMessage[] = [];
let ear: Redis;

beforeAll(async () => {
  test = await throwAwayDatabase(testServices().databaseUrl);
  dataFolder = await mkdtemp(join(tmpdir(), 'marquee-jobs-'));
  connections = testConnections({
    database: test.database,
    databaseUrl: test.url,
    redisUrl: testServices().redisUrl,
    elasticUrl: testServices().elasticsearchUrl,
    prefix,
    embedder: fakeEmbedder(),
    dataFolder,
  });
  ear = new Redis(testServices().redisUrl);
  await ear.subscribe(liveChannel(ear.options.db));
  ear.on('message', (_channel, text) => live.push(JSON.parse(text) as LiveMessage));
  await importCatalogue(test.database, aSmallCatalogue({ films: FILMS }));
});
afterAll(async () => {
  ear.disconnect();
  const { indices } = connections.elastic.client;
  for (const index of Object.keys(await indices.get({ index: `${prefix}-*` })))
    await indices.delete({ index });
  await connections.close();
  await test.drop();
  await rm(dataFolder, { recursive: true });
});

const log: string[] = [];
const steps: string[] = [];
async function run<Name extends JobName>(
  name: Name,
  payload: JobPayload<Name>,
  signal = new AbortController().signal,
) {
  const watch = {
    requestedBy: 'a test',
    progress: (_share: number, step: string) => steps.push(step),
    log: (line: string) => log.push(line),
    signal,
  };
  return await runJob(connections, { name, payload }, watch);
}
async function result<Name extends JobName>(name: Name, payload: JobPayload<Name>): Promise<JobResult> {
  const outcome = await run(name, payload);
  if (outcome.kind !== 'done') throw new Error(outcome.reason);
  return outcome.result;
}

describe('the jobs in a row', () => {
  it('embeds every movie once', async () => {
    expect(await result('embed', { all: false })).toMatchObject({ embedded: FILMS });
    expect(await run('embed', { all: false })).toMatchObject({ kind: 'nothing-to-do' });
  });

  it('indexes movies with their vectors, and says so', async () => {
    const { version } = await result('index', {});
    const reader = new MovieReader(connections.elastic);
    expect((await reader.byId(4))?.title).toBe('Western number 4');
    expect((await reader.vectorOf(4))?.length).toBe(384);
    expect(await movieIndex(connections.elastic).liveVersion()).toBe(version);
    await expect.poll(() => live).toContainEqual({ kind: 'index', version });
  });

  it('draws the map with the index, and again only when films have changed', async () => {
    const map = (await test.database.tasteMap.read())!;
    expect(map.films.length).toBe(FILMS);
    expect(map.labels.length).toBeGreaterThan(3);
    expect(await run('map', { force: false })).toMatchObject({ kind: 'nothing-to-do' });
    expect(await result('map', { force: true })).toMatchObject({ version: map.version, films: FILMS });
    expect((await test.database.tasteMap.read())!.films).toEqual(map.films);
  });

  it(
    'trains, and makes live what has nothing to be compared with',
    async () => {
      const { version, reasons } = await result('train', TRAIN);
      expect(reasons).toEqual(['There is no live model to compare with.']);
      const run = await test.database.modelRuns.live();
      expect(run).toMatchObject({ version, requestedBy: 'a test', reason: 'test', data: { movies: FILMS } });
      expect(run!.metrics.stacked!['ndcg@10']!.value).toBeGreaterThan(
        run!.metrics.popular!['ndcg@10']!.value,
      );
      expect((await test.database.modelFiles.get(version as string))?.byteLength).toBe(run!.bytes);
      expect(await factorIndex(connections.elastic, 4).liveVersion()).toBe(version);
      await expect.poll(() => live).toContainEqual({ kind: 'model', version });
      const { als = [], rating = [] } = run!.curves;
      for (const curve of [als, rating]) {
        expect(curve.length).toBeGreaterThan(5);
        expect(curve.at(-1)).toBeLessThan(curve[0]!);
      }
      expect(steps).toContain(`training als, iteration 12 of 12: loss ${als.at(-1)!.toFixed(4)}`);
      expect(run!.peakMemoryBytes).toBeGreaterThan(run!.bytes);
      expect(run!.overlap).toBeNull();
    },
    TRAINING_MS,
  );

  it('measures the live model', async () => {
    const { metrics } = await result('evaluate', {});
    expect(metrics).toEqual((await test.database.modelRuns.live())!.metrics);
  });

  it(
    'accepts an equal model',
    async () => {
      const { state, version } = await result('train', { ...TRAIN, seed: 2 });
      expect(state).toBe('live');
      expect((await test.database.modelRuns.live())?.version).toBe(version);
    },
    TRAINING_MS,
  );

  it(
    'tells how much of what a retrain recommends to those who rated since was known by fold-in',
    async () => {
      const before = (await test.database.modelRuns.live())!.version;
      await rateNow(FANS);
      await result('train', { ...TRAIN, force: true });
      const live = await test.database.modelRuns.live();
      const { against, people, strategies } = live!.overlap!;
      expect([against, people]).toEqual([before, FANS]);
      for (const { value, low, high } of [strategies.stacked!, strategies.als!]) {
        // Of 240 films two lists of twenty by chance would share 8 %, and two of the same kind's sixty a third.
        expect(low).toBeGreaterThan(0.34);
        expect([low <= value, value <= high, high <= 1]).toEqual([true, true, true]);
      }
      expect(log).toContainEqual(expect.stringMatching(/overlap@20 of the fold-in of .* over 12 people/));
    },
    TRAINING_MS,
  );

  it(
    'refuses a model that is worse, in words, and leaves the live one; force overrides',
    async () => {
      const before = (await test.database.modelRuns.live())!.version;
      await spoilRatings();
      const refused = await result('train', TRAIN);
      expect(refused.state).toBe('refused');
      expect((refused.reasons as string[]).join('\n')).toMatch(/ is worse beyond doubt/);
      expect((await test.database.modelRuns.live())?.version).toBe(before);
      expect((await test.database.modelRuns.get(refused.version as string))?.state).toBe('refused');
      const forced = await result('train', { ...TRAIN, force: true });
      expect(forced.state).toBe('live');
      expect((await test.database.modelRuns.live())?.gate?.passed).toBe(false);
    },
    TRAINING_MS,
  );

  it('keeps the last model files', async () => {
    await test.database.modelFiles.put('20200101-000000-000', new Uint8Array(3));
    const { modelFiles } = await result('purge', {});
    expect(modelFiles).toEqual(['20200101-000000-000']);
    expect((await test.database.modelFiles.list()).length).toBe(5);
  });

  it('runs one of a kind at a time', async () => {
    await exclusively(test.database, 'index', async () => {
      await expect(run('index', {})).rejects.toThrow(/Another run of index/);
      expect(await run('embed', { all: false })).toMatchObject({ kind: 'nothing-to-do' });
    });
    expect(await run('index', {})).toMatchObject({ kind: 'done' });
  });

  it.each(['embed', 'index', 'train'] as const)(
    'ends %s within two seconds of a cancellation',
    async (name) => {
      const stop = new AbortController();
      const before = await movieIndex(connections.elastic).liveVersion();
      setTimeout(() => stop.abort(), 40);
      const since = performance.now();
      await expect(run<JobName>(name, PAYLOADS[name], stop.signal)).rejects.toThrow(/was cancelled/);
      expect(performance.now() - since).toBeLessThan(2040);
      expect(await movieIndex(connections.elastic).liveVersion()).toBe(before);
    },
  );

  it.each(['check-links', 'enrich'] as const)('says that %s needs a key', async (name) => {
    await expect(run(name, { olderThanDays: 30 })).rejects.toThrow(/Set TMDB_API_KEY/);
  });

  it.each([
    ['tmdb', /Set TMDB_API_KEY/],
    ['imdb', /--path which folder holds title\.basics\.tsv/],
    ['movielens', /--dataset which MovieLens set/],
  ] as const)('says what an import from %s needs', async (source, message) => {
    await expect(run('import', { source, acceptLicence: false })).rejects.toThrow(message);
  });
});

/** Newcomers who like what is a Western and nothing else, and are no judges: too few ratings for one. */
async function rateNow(fans: number): Promise<void> {
  for (let fan = 0; fan < fans; fan++) {
    const { id } = await anAccount(test.database, 'Fan');
    const ratings = Array.from({ length: 8 }, (_, at) => {
      const movieId = 1 + ((fan * 13 + at * 7) % FILMS);
      return { movieId, rating: movieId % 4 === 0 ? 5 : 1.5 };
    });
    await test.database.ratings.put(id, ratings);
  }
}

/** Stars at random for everybody but the judges: what a damaged import would leave. */
async function spoilRatings(): Promise<void> {
  const people = await test.database.store.rows<{ id: number }>('SELECT DISTINCT user_id AS id FROM ratings');
  const spoilt = people.map(({ id }) => id).filter((id) => place(id) >= 0.1);
  const sql =
    'UPDATE ratings SET half_stars = 1 + (movie_id * 7919 + user_id * 104729) % 10 WHERE user_id = ANY ($1)';
  await test.database.store.rows(sql, [spoilt]);
}
