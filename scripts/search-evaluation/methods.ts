import { connectElastic } from '../../elastic/src/elastic.ts';
import type { Elastic } from '../../elastic/src/elastic.ts';
import { MovieSearcher } from '../../elastic/src/movie-searcher.ts';
import { understand } from '../../elastic/src/query-understanding.ts';
import { FilmComparison, gatherEvidence } from '../../elastic/src/search-evidence.ts';
import { scoreMovies } from '../../elastic/src/search-score.ts';
import type { Embedder } from '../../recommender/src/embedder.ts';
import { reciprocalRankFusion } from '../../recommender/src/fusion.ts';

/** Answers a query with film ids, best first. */
export type Method = (query: string) => Promise<readonly number[]>;

const DEPTH = 100;

/** The textbook's three ways, and ours, against one index. */
export async function localMethods(elastic: Elastic, embedder: Embedder): Promise<Record<string, Method>> {
  const index = `${elastic.prefix}-movies`;
  const searcher = new MovieSearcher(elastic);
  const most = await searcher.mostRatings();
  const ids = async (body: object): Promise<number[]> => {
    const answer = await elastic.client.search({ index, size: DEPTH, _source: false, ...body });
    return answer.hits.hits.map((hit) => Number(hit._id));
  };
  const vectorOf = async (query: string) => Array.from((await embedder.embed([query]))[0]!);
  const text: Method = (query) =>
    ids({ query: { multi_match: { query, fields: ['title^3', 'people^2', 'overview', 'keywords'] } } });
  const knn: Method = async (query) =>
    ids({ knn: { field: 'vector', query_vector: await vectorOf(query), k: DEPTH, num_candidates: 300 } });
  const ours = (mode: 'hybrid' | 'text'): Method => {
    return async (query) => {
      const understanding = understand(query);
      const vector = mode === 'hybrid' ? await vectorOf(query) : null;
      const candidates = await searcher.candidates(
        { query, understanding, filters: {} },
        { words: true, vector },
      );
      return scoreMovies(
        gatherEvidence(candidates, new FilmComparison(understanding), most),
        mode,
        understanding,
      ).map(({ id }) => id);
    };
  };
  return {
    'BM25, textbook': text,
    kNN: knn,
    'both fused by rank': async (query) =>
      reciprocalRankFusion(await Promise.all([text(query), knn(query)])).map(({ movieId }) => movieId),
    'Marquee, text': ours('text'),
    'Marquee, hybrid': ours('hybrid'),
  };
}

const ATTEMPTS = 10;
const PAUSE_MS = 500;

/** A busy machine answers 503 or 429 at times; quality is measured here, not speed. */
async function patiently(ask: () => Promise<Response>): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await ask();
    if (![429, 503].includes(response.status) || attempt === ATTEMPTS) return response;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
  }
}

/** Asks a running API, which must have indexed the same films. */
export function apiMethods(api: string): Record<string, Method> {
  const asking = (mode: string): Method => {
    return async (query) => {
      const url = new URL('/v1/search', api);
      url.search = new URLSearchParams({ q: query, mode, limit: '20', facets: 'false' }).toString();
      const response = await patiently(() => fetch(url));
      if (!response.ok)
        throw new Error(`${url.href} answered ${String(response.status)}: ${await response.text()}`);
      const { items } = (await response.json()) as { items: readonly { movie: { id: number } }[] };
      return items.map(({ movie }) => movie.id);
    };
  };
  return { text: asking('text'), semantic: asking('semantic'), hybrid: asking('hybrid') };
}

export const openElastic = (url: string, prefix: string): Elastic =>
  connectElastic({ url, prefix, timeoutMs: 60_000 });
