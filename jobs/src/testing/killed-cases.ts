import { join } from 'node:path';
import type { JobName, JobPayload } from '@marquee/contract/jobs';
import { WARM_LIST } from '@marquee/contract/jobs';
import type { Database } from '@marquee/data/database';
import { aModelRun, anAccount } from '@marquee/data/testing/factories';
import { aSet, writeSet } from '@marquee/data/testing/movielens-set';
import type { Elastic } from '@marquee/elastic/elastic';
import { factorIndex } from '@marquee/elastic/factor-index';
import { movieIndex } from '@marquee/elastic/movie-index';
import { fakeEmbedder } from '@marquee/recommender/embedder-fake';
import type { Redis } from 'ioredis';

export type Victim = 'worker' | 'redis' | 'postgres' | 'elasticsearch';

export interface Place {
  readonly database: Database;
  readonly elastic: Elastic;
  readonly redis: Redis;
  readonly folder: string;
  /** What TMDB was asked, in order. */
  readonly asked: string[];
  /** Runs another job to its end. */
  readonly run: (name: JobName) => Promise<void>;
}

/** How one kind of job is taken by surprise, and what must hold when it has ended after all. */
export interface Case<Name extends JobName = JobName> {
  readonly payload: Partial<JobPayload<Name>>;
  /** Share of the work after which the victim falls; Elasticsearch may have a moment of its own. */
  readonly middle: number;
  readonly elasticMiddle?: number;
  readonly victims: readonly Victim[];
  /** Slows down what is sent to a service, where a job would be over too soon to be cut. */
  readonly delayMs?: { readonly postgres?: number; readonly elasticsearch?: number };
  /** Once, before the first run. */
  readonly setUp?: (place: Place) => Promise<void>;
  /** Before each run: makes the work whole again. */
  readonly prepare?: (place: Place) => Promise<void>;
  /** What can be counted afterwards; the same after every run, whatever befell it. */
  readonly counts: (place: Place) => Promise<unknown>;
  /** Films that the last attempt had to do, where one goes on at the place at which a killed one stopped. */
  readonly done?: (result: Readonly<Record<string, unknown>>) => number;
}

export const FILMS = 240;
export const LINKED = 30;
const SERVICES = ['worker', 'redis', 'postgres'] as const;
const ACTIVE = 120;

const count = async ({ database }: Place, sql: string): Promise<number> =>
  (await database.store.row<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`))!.n;

/** Films of TMDB are asked once each, but for those that were being asked at the moment of the cut. */
const askedTwice = ({ asked }: Place): boolean => asked.length > LINKED + 12;

/** Every kind of job; one that is missing here does not compile. */
export const CASES: { readonly [Name in JobName]: Case<Name> } = {
  import: {
    payload: { source: 'movielens' },
    middle: 0.3,
    victims: SERVICES,
    setUp: async ({ folder }) => {
      await writeSet(join(folder, 'set'), aSet({ people: 900, films: 300 }));
    },
    counts: async (place) => ({
      films: await count(place, 'movies'),
      ratings: await count(place, 'ratings'),
      people: await count(place, 'users'),
      credited: await count(place, 'movies WHERE rating_count = 300'),
      staged: await count(place, `pg_tables WHERE schemaname = 'public' AND tablename LIKE '%staging%'`),
    }),
  },
  'check-links': {
    payload: {},
    middle: 0.3,
    victims: SERVICES,
    prepare: async ({ database, asked }) => {
      await database.store.rows('UPDATE movies SET link_checked_at = NULL');
      asked.length = 0;
    },
    counts: async (place) => ({
      checked: await count(place, 'movies WHERE link_checked_at IS NOT NULL'),
      invalid: await count(place, 'movies WHERE link_valid = false'),
      askedTwice: askedTwice(place),
    }),
    done: ({ checked }) => Number(checked),
  },
  enrich: {
    payload: {},
    middle: 0.3,
    victims: SERVICES,
    prepare: async ({ database, asked }) => {
      await database.store.rows('UPDATE movies SET enriched_at = NULL, link_valid = NULL, runtime = 90');
      asked.length = 0;
    },
    counts: async (place) => ({
      enriched: await count(place, 'movies WHERE enriched_at IS NOT NULL AND runtime = 123'),
      invalid: await count(place, 'movies WHERE link_valid = false'),
      askedTwice: askedTwice(place),
    }),
    done: ({ enriched }) => Number(enriched),
  },
  embed: {
    payload: {},
    middle: 0.4,
    victims: SERVICES,
    prepare: async ({ database }) => {
      await database.store.rows('DELETE FROM movie_vectors');
    },
    counts: async ({ database }) => await database.vectors.count(fakeEmbedder().model),
    done: ({ embedded }) => Number(embedded),
  },
  index: {
    payload: {},
    middle: 0.9,
    victims: [...SERVICES, 'elasticsearch'],
    delayMs: { elasticsearch: 80 },
    counts: async ({ elastic }) => {
      const family = movieIndex(elastic);
      const [versions, live] = [await family.versions(), await family.liveVersion()];
      // The live one and its former; nothing half-built is left, and nothing half-built is live.
      return { films: await family.count(), isNewest: versions[0] === live, few: versions.length <= 2 };
    },
  },
  map: {
    payload: { force: true },
    middle: 0.3,
    victims: SERVICES,
    delayMs: { postgres: 60 },
    setUp: ({ run }) => run('embed'),
    counts: async ({ database }) => {
      const { version, films, labels } = (await database.tasteMap.read())!;
      return { version, films: films.length, areas: labels.length };
    },
  },
  train: {
    payload: { budgetSeconds: 0 },
    middle: 0.3,
    elasticMiddle: 0.905,
    delayMs: { elasticsearch: 40 },
    victims: [...SERVICES, 'elasticsearch'],
    counts: async (place) => {
      const { database, elastic } = place;
      const live = (await database.modelRuns.live())!;
      const files = await database.modelFiles.list();
      const unfinished = files.filter((version) => version > live.version).length;
      return {
        live: await count(place, `model_runs WHERE state = 'live'`),
        isWhole: (await database.modelFiles.get(live.version))?.byteLength === live.bytes,
        factors: await factorIndex(elastic, 4).count(),
        unfinished,
      };
    },
  },
  evaluate: {
    payload: {},
    middle: 0.4,
    victims: SERVICES,
    setUp: ({ run }) => run('train'),
    counts: async ({ database }) => {
      const [latest] = await database.jobRuns.list({ name: 'evaluate', limit: 1 });
      const live = (await database.modelRuns.live())!;
      return { same: JSON.stringify(latest!.result?.['metrics']) === JSON.stringify(live.metrics) };
    },
  },
  'refresh-cache': {
    payload: {},
    middle: 0.3,
    victims: SERVICES,
    setUp: async ({ database }) => {
      for (let person = 0; person < ACTIVE; person++)
        await database.users.touch((await anAccount(database, 'Fan')).id);
    },
    prepare: async ({ redis }) => {
      await redis.del('taken');
    },
    counts: async ({ redis }) => ({ people: await redis.scard('taken'), left: await redis.llen(WARM_LIST) }),
  },
  purge: {
    payload: {},
    middle: 0.5,
    victims: SERVICES,
    delayMs: { postgres: 60 },
    prepare: async ({ database }) => {
      const known = new Set((await database.modelRuns.list()).map(({ version }) => version));
      for (const n of [1, 2, 3, 4, 5, 6, 7]) {
        if (!known.has(`v${n}`)) await database.modelRuns.add(aModelRun(`v${n}`));
        await database.modelFiles.put(`v${n}`, new Uint8Array(9)).catch(() => undefined);
      }
      const { id } = await anAccount(database, 'Late');
      await database.store.rows(
        `INSERT INTO session_families (user_id, expires_at)
         SELECT $1, now() + make_interval(days => day) FROM generate_series(-2, 1) AS day`,
        [id],
      );
    },
    counts: async (place) => ({
      files: await place.database.modelFiles.list(),
      expired: await count(place, 'session_families WHERE expires_at <= now()'),
    }),
  },
};
