import { loadavg } from 'node:os';
import { factorDocument, factorIndex } from '../../../elastic/src/factor-index.ts';
import type { FactorDocument } from '../../../elastic/src/factor-index.ts';
import { versionAt } from '../../../elastic/src/index-family.ts';
import { movieDocument } from '../../../elastic/src/movie-document.ts';
import type { MovieDocument } from '../../../elastic/src/movie-document.ts';
import { movieIndex } from '../../../elastic/src/movie-index.ts';
import { buildOnce, indexSize, mergesEnd, rounded, serverMemory } from './building.ts';
import type { IndexSize, Server, ServerMemory } from './building.ts';
import { SyntheticFilms } from './films.ts';
import { measureLatency } from './latency.ts';
import type { AskedSize, Latency } from './latency.ts';
import { SyntheticVectors } from './vectors.ts';

const QUERIES = 50;
const FACTORS = 64;

export interface SearchGrowth {
  readonly films: number;
  readonly latency: Latency;
  readonly movieIndex: IndexSize;
  readonly factorIndex: IndexSize;
  /** Of the movie index; absent when it was there already, see `--lasting`. */
  readonly buildSeconds?: number;
  /** With the indices of all sizes. */
  readonly memory: ServerMemory;
  /** Of the machine, when the asking ended; absent in an older record. */
  readonly load?: number;
}

/**
 * Builds the indices of films and factors of each size, beside each other, unless they are there, and asks them in turns: what
 * else the machine does then hits all sizes alike.
 */
export async function searchGrowth(sizes: readonly number[], server: Server): Promise<SearchGrowth[]> {
  const built: Built[] = [];
  for (const count of sizes) built.push(await build(count, server));
  await mergesEnd(built[0]!.elastic);
  const latencies = await measureLatency(built, server.pid);
  const memory = await serverMemory(server);
  return await Promise.all(
    built.map(async ({ elastic, count, buildSeconds }, at) => ({
      films: count,
      latency: latencies[at]!,
      movieIndex: await indexSize(elastic, movieIndex(elastic).alias),
      factorIndex: await indexSize(elastic, factorIndex(elastic, FACTORS).alias),
      ...(buildSeconds > 0 && { buildSeconds }),
      memory,
      load: loadavg()[0]!,
    })),
  );
}

interface Built extends AskedSize {
  readonly count: number;
  readonly buildSeconds: number;
}

async function build(count: number, { at, say }: Server): Promise<Built> {
  const elastic = at(`films-${String(count)}`);
  const films = await SyntheticFilms.of(count);
  const vectors = new SyntheticVectors();
  const movies = movieIndex(elastic);
  const factors = factorIndex(elastic, FACTORS);
  const version = (await factors.liveVersion()) ?? versionAt(new Date());
  const buildSeconds = await buildOnce(movies, {
    count,
    say,
    version,
    documents: documentsOf(films, vectors),
  });
  await buildOnce(factors, { count, say, version, documents: factorsOf(films, vectors) });
  const asked = Array.from({ length: QUERIES }, (_, place) => Math.floor(((place + 0.5) / QUERIES) * count));
  return {
    ...{ count, elastic, buildSeconds, modelVersion: version },
    films: asked.map((film) => films.film(film)),
    queries: asked.map((film) => vectors.query(film)),
  };
}

function* documentsOf(films: SyntheticFilms, vectors: SyntheticVectors): Generator<MovieDocument> {
  for (let at = 0; at < films.count; at++)
    yield { ...movieDocument(films.film(at), []), vector: rounded(vectors.of(at)) };
}

/** Stand-ins for the factors of a model: the first of the vector's numbers, which lie in clumps as well. */
function* factorsOf(films: SyntheticFilms, vectors: SyntheticVectors): Generator<FactorDocument> {
  for (let at = 0; at < films.count; at++)
    yield factorDocument(films.film(at), rounded(vectors.of(at).subarray(0, FACTORS)));
}
