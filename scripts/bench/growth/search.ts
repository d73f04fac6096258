import { factorIndex } from '../../../elastic/src/factor-index.ts';
import type { FactorDocument } from '../../../elastic/src/factor-index.ts';
import { versionAt } from '../../../elastic/src/index-family.ts';
import { movieDocument } from '../../../elastic/src/movie-document.ts';
import type { MovieDocument } from '../../../elastic/src/movie-document.ts';
import { movieIndex } from '../../../elastic/src/movie-index.ts';
import { indexSize, mergesEnd, rounded, serverMemory, timedBuild } from './building.ts';
import type { IndexSize, Server, ServerMemory } from './building.ts';
import { SyntheticFilms } from './films.ts';
import { measureLatency } from './latency.ts';
import type { Latency } from './latency.ts';
import { SyntheticVectors } from './vectors.ts';

const QUERIES = 50;
const FACTORS = 64;

export interface SearchGrowth {
  readonly films: number;
  readonly latency: Latency;
  readonly movieIndex: IndexSize;
  readonly factorIndex: IndexSize;
  readonly buildSeconds: number;
  readonly memory: ServerMemory;
}

/** Builds the indices of films and factors with so many synthetic films, and asks them. */
export async function searchGrowth(count: number, server: Server): Promise<SearchGrowth> {
  const { elastic, say } = server;
  const films = await SyntheticFilms.of(count);
  const vectors = new SyntheticVectors();
  const asked = Array.from({ length: QUERIES }, (_, at) => Math.floor(((at + 0.5) / QUERIES) * count));
  const version = versionAt(new Date());
  const movies = movieIndex(elastic);
  const factors = factorIndex(elastic, FACTORS);
  const buildSeconds = await timedBuild('movies', say, (onProgress) =>
    movies.rebuild({ version, total: count, onProgress, documents: documentsOf(films, vectors) }),
  );
  await timedBuild('factors', say, (onProgress) =>
    factors.rebuild({ version, total: count, onProgress, documents: factorsOf(films, vectors) }),
  );
  await mergesEnd(elastic);
  return {
    films: count,
    latency: await measureLatency(elastic, {
      films: asked.map((at) => films.film(at)),
      queries: asked.map((film) => vectors.query(film)),
      modelVersion: version,
    }),
    movieIndex: await indexSize(elastic, movies.alias),
    factorIndex: await indexSize(elastic, factors.alias),
    buildSeconds,
    memory: await serverMemory(server),
  };
}

function* documentsOf(films: SyntheticFilms, vectors: SyntheticVectors): Generator<MovieDocument> {
  for (let at = 0; at < films.count; at++)
    yield { ...movieDocument(films.film(at), []), vector: rounded(vectors.of(at)) };
}

/** Stand-ins for the factors of a model: the first of the vector's numbers, which lie in clumps as well. */
function* factorsOf(films: SyntheticFilms, vectors: SyntheticVectors): Generator<FactorDocument> {
  for (let at = 0; at < films.count; at++) {
    const { id, genres, year, runtime, languages, ratingMean, directors, actors } = films.film(at);
    const factors = rounded(vectors.of(at).subarray(0, FACTORS));
    yield { id, genres, year, runtime, languages, ratingMean, directors, actors, factors };
  }
}
