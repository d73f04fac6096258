import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Movie } from '@marquee/contract/movie';
import type { Elastic } from '../../../elastic/src/elastic.ts';
import { versionAt } from '../../../elastic/src/index-family.ts';
import { movieDocument } from '../../../elastic/src/movie-document.ts';
import type { MovieDocument } from '../../../elastic/src/movie-document.ts';
import { movieIndex } from '../../../elastic/src/movie-index.ts';
import { MovieSearcher } from '../../../elastic/src/movie-searcher.ts';
import { understand } from '../../../elastic/src/query-understanding.ts';
import { seededRandom } from '../../../recommender/src/random.ts';
import { quantile } from '../figures.ts';
import { SyntheticFilms } from './films.ts';
import { measureKnn, vectorIndex } from './knn.ts';
import type { KnnFigures } from './knn.ts';
import { ExactNeighbours, SyntheticVectors } from './vectors.ts';

const QUERIES = 50;
const ROUNDS = 3;
const PAGE = 20;
const LONGEST_MERGE_S = 600;

export interface SearchGrowth {
  readonly films: number;
  /** Milliseconds, by kind of search. */
  readonly latency: Readonly<Record<SearchKind, { readonly p50: number; readonly p95: number }>>;
  readonly knn: readonly KnnFigures[];
  readonly indexMegabytes: Readonly<Record<string, number>>;
  readonly segments: number;
  readonly buildSeconds: Readonly<Record<string, number>>;
  readonly heapMegabytes: { readonly used: number; readonly most: number };
  /** Of Elasticsearch; index files that the system keeps in memory are not in it. */
  readonly residentMegabytes: number;
}

const SEARCH_KINDS = ['text', 'semantic', 'hybrid', 'suggest'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

interface Server {
  readonly elastic: Elastic;
  readonly pid: number;
  readonly say: (line: string) => void;
}

/** Builds the movie index and one of `bbq_hnsw` vectors with so many synthetic films, and asks them; drops both. */
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
  try {
    await build('movies', (onProgress) =>
      movies.rebuild({ version, total: count, onProgress, documents: documentsOf(films, vectors, exact) }),
    );
    await build('bbq', (onProgress) =>
      binary.rebuild({ version, total: count, onProgress, documents: vectorsOf(count, vectors) }),
    );
    await mergesEnd(elastic);
    const latency = await latencies(
      new MovieSearcher(elastic),
      asked.map((at) => films.film(at)),
      queries,
    );
    const knn = await measureKnn(elastic, {
      indices: { int8_hnsw: movies.alias, bbq_hnsw: binary.alias },
      queries,
      exact: exact.ids(),
    });
    const stats = await elastic.client.indices.stats({ index: movies.alias });
    const binaryStats = await elastic.client.indices.stats({ index: binary.alias });
    const megabytes = ({ _all }: typeof stats): number => _all.primaries!.store!.size_in_bytes / 1e6;
    const jvm = Object.values((await elastic.client.nodes.stats({ metric: 'jvm' })).nodes)[0]!.jvm!.mem!;
    return {
      films: count,
      latency,
      knn,
      indexMegabytes: { movies: megabytes(stats), bbq: megabytes(binaryStats) },
      segments: stats._all.primaries!.segments!.count,
      buildSeconds,
      heapMegabytes: { used: jvm.heap_used_in_bytes! / 1e6, most: jvm.heap_max_in_bytes! / 1e6 },
      residentMegabytes:
        Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]) / 1024,
    };
  } finally {
    for (const index of [movies, binary])
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

/** Five digits: half the bytes on the way, and far finer than eight bits. */
const rounded = (vector: Float32Array): number[] =>
  Array.from(vector, (value) => Math.round(value * 1e5) / 1e5);

/** Through the searcher of the API, the embedding of the query left out: its time does not depend on how many films there are. */
async function latencies(
  searcher: MovieSearcher,
  films: readonly Movie[],
  queries: readonly Float32Array[],
): Promise<SearchGrowth['latency']> {
  const times: Record<SearchKind, number[]> = { text: [], semantic: [], hybrid: [], suggest: [] };
  for (let round = -1; round < ROUNDS; round++) {
    for (const [at, film] of films.entries()) {
      const query = questionOf(film, at + round * films.length);
      const request = { query, understanding: understand(query), filters: {} };
      const vector = Array.from(queries[at]!);
      for (const kind of SEARCH_KINDS) {
        const startedAt = performance.now();
        if (kind === 'suggest') await searcher.suggestions(query.slice(0, 2 + (at % 6)));
        else {
          const found = await searcher.candidates(request, {
            words: kind !== 'semantic',
            vector: kind === 'text' ? null : vector,
          });
          await searcher.page(found.slice(0, PAGE), null);
        }
        if (round >= 0) times[kind].push(performance.now() - startedAt);
      }
    }
  }
  return Object.fromEntries(
    SEARCH_KINDS.map((kind) => [kind, { p50: quantile(times[kind], 0.5), p95: quantile(times[kind], 0.95) }]),
  ) as SearchGrowth['latency'];
}

/** In turns a title with a slip, words of the plot, a person with a genre, and a sentence. */
function questionOf(film: Movie, turn: number): string {
  const random = seededRandom(turn);
  const plot = film.overview!.slice(0, -1).split(' ');
  const some = (count: number): string =>
    Array.from({ length: count }, () => plot[Math.floor(random() * plot.length)]!).join(' ');
  switch (Math.abs(turn) % 4) {
    case 0:
      return film.title.replace(/(.)(.)/, '$2$1');
    case 1:
      return some(4);
    case 2:
      return `${film.actors[0]!} ${film.genres[0]!.toLowerCase()}`;
    default:
      return some(9);
  }
}
