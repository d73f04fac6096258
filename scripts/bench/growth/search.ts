import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { factorIndex } from '../../../elastic/src/factor-index.ts';
import type { FactorDocument } from '../../../elastic/src/factor-index.ts';
import type { Elastic } from '../../../elastic/src/elastic.ts';
import { versionAt } from '../../../elastic/src/index-family.ts';
import { movieDocument } from '../../../elastic/src/movie-document.ts';
import type { MovieDocument } from '../../../elastic/src/movie-document.ts';
import { movieIndex } from '../../../elastic/src/movie-index.ts';
import { SyntheticFilms } from './films.ts';
import { measureKnn, vectorIndex } from './knn.ts';
import type { KnnFigures } from './knn.ts';
import { measureLatency } from './latency.ts';
import type { Latency } from './latency.ts';
import { ExactNeighbours, SyntheticVectors } from './vectors.ts';

const QUERIES = 50;
const FACTORS = 64;
const PAGE = 20;
const LONGEST_MERGE_S = 600;

export interface SearchGrowth {
  readonly films: number;
  /** Milliseconds, by kind of search. */
  readonly latency: Latency;
  readonly knn: readonly KnnFigures[];
  readonly indexMegabytes: Readonly<Record<string, number>>;
  readonly segments: number;
  readonly buildSeconds: Readonly<Record<string, number>>;
  readonly heapMegabytes: { readonly used: number; readonly most: number };
  /** Of Elasticsearch; index files that the system keeps in memory are not in it. */
  readonly residentMegabytes: number;
}

interface Server {
  readonly elastic: Elastic;
  readonly pid: number;
  readonly say: (line: string) => void;
}

/** Builds the indices of films and factors, and one of `bbq_hnsw` vectors, with so many synthetic films, and asks them; drops them. */
export async function searchGrowth(count: number, { elastic, pid, say }: Server): Promise<SearchGrowth> {
  const films = await SyntheticFilms.of(count);
  const vectors = new SyntheticVectors();
  const asked = Array.from({ length: QUERIES }, (_, at) => Math.floor(((at + 0.5) / QUERIES) * count));
  const queries = asked.map((film) => vectors.query(film));
  const exact = new ExactNeighbours(queries, PAGE);
  const version = versionAt(new Date());
  const buildSeconds: Record<string, number> = {};
  const build = async (
    name: string,
    work: (onProgress: (share: number, step: string) => void) => Promise<unknown>,
  ) => {
    const startedAt = performance.now();
    let said = startedAt;
    await work((share, step) => {
      if (performance.now() - said < 10_000) return;
      said = performance.now();
      say(`${name}: ${(share * 100).toFixed(0)} %, ${step}`);
    });
    buildSeconds[name] = (performance.now() - startedAt) / 1000;
  };
  const movies = movieIndex(elastic);
  const binary = vectorIndex(elastic, 'bbq_hnsw');
  const factors = factorIndex(elastic, FACTORS);
  try {
    await build('movies', (onProgress) =>
      movies.rebuild({ version, total: count, onProgress, documents: documentsOf(films, vectors, exact) }),
    );
    await build('bbq', (onProgress) =>
      binary.rebuild({ version, total: count, onProgress, documents: vectorsOf(count, vectors) }),
    );
    await build('factors', (onProgress) =>
      factors.rebuild({ version, total: count, onProgress, documents: factorsOf(films, vectors) }),
    );
    await mergesEnd(elastic);
    const latency = await measureLatency(elastic, {
      films: asked.map((at) => films.film(at)),
      queries,
      modelVersion: version,
    });
    const knn = await measureKnn(elastic, {
      indices: { int8_hnsw: movies.alias, bbq_hnsw: binary.alias },
      queries,
      exact: exact.ids(),
    });
    const stats = await elastic.client.indices.stats({ index: movies.alias });
    const megabytes = async (index: string): Promise<number> =>
      (await elastic.client.indices.stats({ index }))._all.primaries!.store!.size_in_bytes / 1e6;
    const jvm = Object.values((await elastic.client.nodes.stats({ metric: 'jvm' })).nodes)[0]!.jvm!.mem!;
    return {
      films: count,
      latency,
      knn,
      indexMegabytes: {
        movies: await megabytes(movies.alias),
        factors: await megabytes(factors.alias),
        bbq: await megabytes(binary.alias),
      },
      segments: stats._all.primaries!.segments!.count,
      buildSeconds,
      heapMegabytes: { used: jvm.heap_used_in_bytes! / 1e6, most: jvm.heap_max_in_bytes! / 1e6 },
      residentMegabytes:
        Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]) / 1024,
    };
  } finally {
    for (const index of [movies, binary, factors])
      for (const version of await index.versions())
        await elastic.client.indices.delete({ index: `${index.alias}-${version}` });
  }
}

/** A merge that outlasts the build goes on by itself, and would take part in what is measured. */
async function mergesEnd({ client }: Elastic): Promise<void> {
  for (let tries = 0; tries < LONGEST_MERGE_S; tries++) {
    const { _all: all } = await client.indices.stats({ metric: 'merge' });
    if ((all.primaries?.merges?.current ?? 0) === 0) return;
    await pause(1000);
  }
}

function* documentsOf(
  films: SyntheticFilms,
  vectors: SyntheticVectors,
  exact: ExactNeighbours,
): Generator<MovieDocument> {
  for (let at = 0; at < films.count; at++) {
    const film = films.film(at);
    const vector = vectors.of(at);
    exact.add(film.id, vector);
    yield { ...movieDocument(film, []), vector: rounded(vector) };
  }
}

function* vectorsOf(count: number, vectors: SyntheticVectors) {
  for (let at = 0; at < count; at++) yield { id: at + 1, vector: rounded(vectors.of(at)) };
}

/** Stand-ins for the factors of a model: the first of the vector's numbers, which lie in clumps as well. */
function* factorsOf(films: SyntheticFilms, vectors: SyntheticVectors): Generator<FactorDocument> {
  for (let at = 0; at < films.count; at++) {
    const { id, genres, year, runtime, languages, ratingMean, directors, actors } = films.film(at);
    const factors = rounded(vectors.of(at).subarray(0, FACTORS));
    yield { id, genres, year, runtime, languages, ratingMean, directors, actors, factors };
  }
}

/** Five digits: half the bytes on the way, and far finer than eight bits. */
const rounded = (vector: Float32Array): number[] =>
  Array.from(vector, (value) => Math.round(value * 1e5) / 1e5);
