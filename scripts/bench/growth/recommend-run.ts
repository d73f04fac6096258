import type { HistoryItem, MovieFacts } from '../../../recommender/src/model.ts';
import { loadModels } from '../../../recommender/src/recommender.ts';
import { trainAll } from '../../../recommender/src/training.ts';
import { quantile } from '../figures.ts';
import { crowdRatings } from './crowd.ts';
import { SyntheticFilms } from './films.ts';
import type { RecommendGrowth } from './recommend.ts';
import { SyntheticVectors } from './vectors.ts';

/** Trains all models on a synthetic catalogue in a process of its own, so that its memory can be told, and asks them; prints RecommendGrowth. */
const count = Number(process.argv[2]);
const STRATEGIES = ['als', 'item', 'content', 'stacked'] as const;
const HISTORY = 50;
const [PEOPLE, WARM_UP] = [40, 8];
const LIMIT = 20;
const CANDIDATES = 1000;

const films = await SyntheticFilms.of(count);
const vectors = new SyntheticVectors();
const movies: MovieFacts[] = Array.from({ length: count }, (_, at) => {
  const { id, title, year, genres, directors, actors, keywords, languages } = films.film(at);
  const people = [...directors, ...actors];
  return { id, title, year, genres, people, keywords, language: languages[0]!, vector: vectors.of(at) };
});
const ratings = crowdRatings(count);
const startedAt = performance.now();
const { parts } = await trainAll(
  { ratings, movies },
  { seed: 1, tuningBudgetMs: 0, threads: 2, parameters: { factors: 64 } },
);
const trainSeconds = (performance.now() - startedAt) / 1000;
const peakMegabytes = process.resourceUsage().maxRSS / 1024;
const recommender = loadModels({ parts, meta: {} });
const modelMegabytes =
  parts.flatMap(({ blocks }) => Object.values(blocks)).reduce((sum, block) => sum + block.byteLength, 0) /
  1e6;

const latency = Object.fromEntries(
  STRATEGIES.flatMap((strategy) => [
    [strategy, times(strategy, () => undefined)],
    [`${strategy}, of candidates`, times(strategy, candidatesOf)],
  ]),
) as RecommendGrowth['latency'];
console.log(
  JSON.stringify({
    films: count,
    ratings: ratings.users.length,
    trainSeconds,
    peakMegabytes,
    modelMegabytes,
    latency,
  } satisfies RecommendGrowth),
);
process.exit();

function times(
  strategy: string,
  shortlistOf: (history: readonly HistoryItem[]) => readonly number[] | undefined,
): { readonly p50: number; readonly p95: number } {
  const ms: number[] = [];
  for (let person = -WARM_UP; person < PEOPLE; person++) {
    const history = historyOf(person + WARM_UP);
    const shortlist = shortlistOf(history);
    // A copy: nothing is remembered of it.
    const asked = [...history];
    const before = process.threadCpuUsage();
    recommender.recommend(strategy, asked, { limit: LIMIT, ...(shortlist && { shortlist }) });
    const { user, system } = process.threadCpuUsage(before);
    if (person >= 0) ms.push((user + system) / 1000);
  }
  return { p50: quantile(ms, 0.5), p95: quantile(ms, 0.95) };
}

/** In the place of Elasticsearch, whose time is measured with the indices: the best by factors, and as many others. */
function candidatesOf(history: readonly HistoryItem[]): readonly number[] {
  const best = recommender.recommend('als', history, { limit: CANDIDATES / 2 }).map(({ movieId }) => movieId);
  const others = Array.from({ length: CANDIDATES / 2 }, (_, at) => 1 + ((at * 7919) % count));
  return [...new Set([...best, ...others])];
}

function historyOf(person: number): HistoryItem[] {
  return Array.from({ length: HISTORY }, (_, at) => ({
    movieId: 1 + ((person * 131 + at * at * 17) % count),
    rating: 1 + ((person + at) % 9) / 2,
    time: 2_000_000_000 + at,
  }));
}
