import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { testServices } from '@marquee/contract/testing/test-services';
import { childEnvironment, parseEnvironment } from '@marquee/contract/environment';
import { importCatalogue } from '@marquee/data/import/catalogue-import';
import { throwAwayDatabase } from '@marquee/data/testing/throw-away-database';
import type { ThrowAwayDatabase } from '@marquee/data/testing/throw-away-database';
import { fitAls } from '@marquee/recommender/als.model';
import type { AlsModel } from '@marquee/recommender/als.model';
import type { TrainingData } from '@marquee/recommender/model';
import { historyOf } from '@marquee/recommender/sparse.factory';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aSmallCatalogue } from '#testing/small-catalogue';
import { findSpark } from '#training/spark/find-spark';
import { SPARK_DEFAULTS, sparkAls } from '#training/spark/spark-als';

/** Starting Spark alone takes seconds, or much longer where the tests are not alone on the machine. */
const SPARK_MS = 240_000;
const FILMS = 120;
const OPTIONS = { seed: 1, tuningBudgetMs: 0, threads: 2, parameters: { factors: 4, iterations: 10 } };
/** A PySpark that an earlier training has fetched is as good as one that is installed. */
const { MARQUEE_CACHE = '.marquee', SPARK_HOME, PYTHONPATH } = childEnvironment({});
const KEPT = resolve(MARQUEE_CACHE, 'spark');

const missing = await findSpark({
  folder: KEPT,
  home: SPARK_HOME,
  log: () => undefined,
  mayFetch: false,
}).then(
  (found) => {
    vi.stubEnv('PYTHONPATH', [...found.pythonPath, PYTHONPATH].filter(Boolean).join(':'));
    return undefined;
  },
  (error: Error) => `Spark is not tried: ${error.message}`,
);

let test: ThrowAwayDatabase;
let dataFolder: string;
let data: TrainingData;
beforeAll(async () => {
  test = await throwAwayDatabase(testServices().databaseUrl);
  dataFolder = await mkdtemp(join(tmpdir(), 'marquee-spark-'));
  await importCatalogue(test.database, aSmallCatalogue({ films: FILMS, people: 200 }));
  data = { ratings: await test.database.ratings.columns(), movies: [] };
});
afterAll(async () => {
  await test.drop();
  await rm(dataFolder, { recursive: true });
});

/** Trains with Spark on this machine. @returns the model, and what was logged */
async function train(
  ratingsFrom: 'file' | 'postgres',
  given: {
    readonly signal?: AbortSignal;
    readonly excluded?: readonly number[];
    readonly data?: TrainingData;
  } = {},
): Promise<{ model: AlsModel; log: string }> {
  const log: string[] = [];
  const environment = parseEnvironment({
    DATABASE_URL: test.url,
    MARQUEE_DATA: dataFolder,
    SPARK_MASTER: 'local[2]',
    SPARK_DRIVER_MEMORY: '1g',
    SPARK_HOME,
    SPARK_RATINGS: ratingsFrom,
  });
  const trainer = sparkAls({
    environment,
    log: (line) => void log.push(line),
    excluded: given.excluded ?? [],
  });
  const model = await trainer.fit(given.data ?? data, { ...OPTIONS, signal: given.signal });
  return { model: model as AlsModel, log: log.join('\n') };
}

/** How alike two models score all films for some people: the least cosine. */
function likeness(left: AlsModel, right: AlsModel): number {
  const ids = Array.from(left.movieIds);
  const people = [...new Set(data.ratings.users)].slice(0, 40);
  const cosines = people.map((user) => {
    const [a, b] = [left, right].map((model) => model.score(historyOf(data.ratings, user), ids)) as [
      Float32Array,
      Float32Array,
    ];
    const dot = (x: Float32Array, y: Float32Array): number =>
      x.reduce((sum, value, at) => sum + value * y[at]!, 0);
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  });
  return Math.min(...cosines);
}

describe('als by Spark', () => {
  it(
    'is the model that our own kernel makes of the same objective, from a file or from Postgres',
    async ({ skip }) => {
      if (missing !== undefined) skip(missing);
      const fromFile = await train('file');
      expect(fromFile.log).toMatch(/read from a file/);
      const least = Number(/least cosine ([\d.]+)/.exec(fromFile.log)?.[1]);
      expect(least).toBeGreaterThan(0.9999);
      const own = await fitAls(data, {
        ...OPTIONS,
        parameters: { ...SPARK_DEFAULTS, ...OPTIONS.parameters },
      });
      // Both start from factors by chance; with one for each of the four tastes there is one place to come to.
      expect(likeness(fromFile.model, own)).toBeGreaterThan(0.98);

      const fromPostgres = await train('postgres');
      expect(fromPostgres.log).toMatch(/read from Postgres/);
      expect(likeness(fromFile.model, fromPostgres.model)).toBeGreaterThan(0.99);
    },
    SPARK_MS,
  );

  it(
    'leaves people out in Postgres as in the ratings it is given',
    async ({ skip }) => {
      if (missing !== undefined) skip(missing);
      const { users, movies, values, times } = data.ratings;
      const excluded = [...new Set(users)].slice(0, 50);
      const kept = users.findIndex((user) => !excluded.includes(user));
      const rest = {
        users: users.subarray(kept),
        movies: movies.subarray(kept),
        values: values.subarray(kept),
        times: times.subarray(kept),
      };
      const given = { data: { ratings: rest, movies: [] }, excluded };
      const [file, postgres] = [await train('file', given), await train('postgres', given)];
      const rows = (log: string): string | undefined => /(\d+) rows read/.exec(log)?.[1];
      expect(rows(postgres.log)).toBe(rows(file.log));
    },
    SPARK_MS,
  );

  it(
    'ends within two seconds of a cancellation, wherever it is',
    async ({ skip }) => {
      if (missing !== undefined) skip(missing);
      for (const after of [300, 4000]) {
        const stop = new AbortController();
        const training = train('file', { signal: stop.signal });
        let since = 0;
        setTimeout(() => {
          since = performance.now();
          stop.abort(new Error('enough'));
        }, after);
        await expect(training).rejects.toThrow('enough');
        expect(performance.now() - since).toBeLessThan(2000);
      }
    },
    SPARK_MS,
  );
});
