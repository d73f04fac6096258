import { childEnvironment } from '@marquee/contract/environment';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCluster } from '../embedded/src/cluster.ts';
import type { RunningCluster } from '../embedded/src/cluster.ts';
import { freePorts, trialOptions, removeTrial } from '../embedded/src/trial-node.ts';
import { connectElastic } from '#elastic';
import type { Elastic } from '#elastic';
import { movieIndex } from '#movie-index';
import { movieDocument } from '#movie-document';
import type { MovieDocument } from '#movie-document';

const STARTED_WITHIN_MS = 240_000;
const FILMS = 400;
const CLIENTS = 4;
const LOAD_MS = 6_000;
const KILLED_AFTER_MS = 2_000;

/** Three more servers beside those of all other tests are too much for a small machine: only when asked for. */
const isWanted = childEnvironment({}).MARQUEE_TEST_CLUSTER === 'true';

let cluster: RunningCluster;
let elastic: Elastic;
let clean: () => Promise<void>;

beforeAll(async () => {
  if (!isWanted) return;
  const trial = await trialOptions();
  const ports = await Promise.all([freePorts(), freePorts(), freePorts()]);
  cluster = await startCluster({
    ...trial,
    folder: trial.data,
    heapMb: 256,
    ports: ports.map(([httpPort, transportPort]) => ({ httpPort, transportPort })),
  });
  elastic = connectElastic({ url: cluster.url, prefix: 'trial', shards: 2, replicas: 1 });
  clean = async () => {
    await elastic.close();
    await cluster.stop();
    await removeTrial(trial);
  };
}, STARTED_WITHIN_MS);
afterAll(async () => {
  if (isWanted) await clean();
}, STARTED_WITHIN_MS);

const film = (id: number): MovieDocument =>
  movieDocument(
    {
      id, title: `Film number ${id}`, originalTitle: null, year: 1999, runtime: 100, genres: [id % 2 === 0 ? 'Western' : 'Horror'],
      languages: [], countries: [], directors: [], actors: [], keywords: [], moods: [], overview: null, tagline: null,
      imdbId: null, tmdbId: null, posterPath: null, ratingCount: id, ratingMean: 4, popularity: 0,
    },
    [],
  ); // prettier-ignore

it.runIf(isWanted)(
  'answers every search, and takes writes, while one of three nodes is killed',
  async () => {
    const movies = movieIndex(elastic);
    await movies.rebuild({
      version: '20260101-000000-000',
      documents: Array.from({ length: FILMS }, (_, at) => film(at + 1)),
      total: FILMS,
    });
    const until = performance.now() + LOAD_MS;
    const totals = new Map<number, number>();
    let slowest = 0;
    let asked = 0;
    const load = Array.from({ length: CLIENTS }, async () => {
      while (performance.now() < until) {
        const since = performance.now();
        const { hits, _shards } = await elastic.client.search({
          index: movies.alias,
          query: { term: { genres: 'Western' } },
          // Rather asked again than answered by a part of the index.
          allow_partial_search_results: false,
          track_total_hits: true,
        });
        asked++;
        slowest = Math.max(slowest, performance.now() - since);
        const total = typeof hits.total === 'number' ? hits.total : hits.total!.value;
        const found = _shards.failed === 0 ? total : -1;
        totals.set(found, (totals.get(found) ?? 0) + 1);
      }
    });
    setTimeout(() => process.kill(cluster.nodes[0]!.pid, 'SIGKILL'), KILLED_AFTER_MS);
    await Promise.all(load);
    expect(await cluster.nodes[0]!.exited).toMatchObject({ signal: 'SIGKILL' });
    // An answer that lacks a part of the index would have fewer films.
    expect([...totals.keys()]).toEqual([FILMS / 2]);
    expect(asked).toBeGreaterThan(50);
    expect(slowest).toBeLessThan(5_000);

    await elastic.client.index({
      index: movies.alias,
      id: '9999',
      document: film(9999),
      refresh: true,
    });
    expect(await movies.count()).toBe(FILMS + 1);
  },
  STARTED_WITHIN_MS,
);
