import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Elastic } from '../elastic/src/elastic.ts';
import { factorDocument, factorIndex } from '../elastic/src/factor-index.ts';
import { ShortlistFinder } from '../elastic/src/shortlist.ts';
import { questionOf } from '../jobs/src/evaluate-run.ts';
import { readRatings } from '../jobs/src/evaluate-files.ts';
import { TransformersEmbedder } from '../recommender/src/embedder-transformers.ts';
import { evaluateLists, pairedDifference, relevanceOf } from '../recommender/src/evaluation.ts';
import type { HistoryItem, RatingColumns } from '../recommender/src/model.ts';
import { loadModels } from '../recommender/src/recommender.ts';
import type { Recommender } from '../recommender/src/recommender.ts';
import { histories } from '../recommender/src/stacked-fit.ts';
import { trainAll } from '../recommender/src/training.ts';
import { median } from './bench/figures.ts';
import { readCatalogue } from './search-evaluation/catalogue.ts';
import type { ListedMovie } from './search-evaluation/catalogue.ts';
import { openElastic } from './search-evaluation/methods.ts';
import { fillScratchIndex } from './search-evaluation/scratch-index.ts';

/**
 * What candidates from Elasticsearch cost against looking at every film: `npm run evaluate:candidates -- --train T.csv --test S.csv`.
 * Trains without a search for parameters, indexes MOVIELENS_DIR and the item factors under scratch names of ELASTICSEARCH_URL
 * (`npm run` starts a server where none is set), and asks each person's list in both ways.
 */
const { values: flags } = parseArgs({
  options: { train: { type: 'string' }, test: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const PREFIX = 'candidates-evaluation';
const VERSION = 'evaluated';
const CACHE = join(import.meta.dirname, '../.marquee/search-evaluation');
const STRATEGIES = ['stacked', 'als', 'item', 'hybrid', 'popular'];
const LIMIT = 20;
const [LIKED, LATEST] = [4, 3];
const { MOVIELENS_DIR: folder, ELASTICSEARCH_URL: url, EMBEDDING_MODEL_DIR: modelDir } = process.env;
if (flags.train === undefined || flags.test === undefined)
  throw new Error('Name two files of ratings: --train T.csv --test S.csv');
if (folder === undefined || url === undefined)
  throw new Error('Set MOVIELENS_DIR, and start this by: npm run evaluate:candidates');

const seed = Number(flags.seed);
const [train, test] = [await readRatings(flags.train, 'train'), await readRatings(flags.test, 'test')];
const films = withPopularityOf(train, await readCatalogue(folder));
const elastic = openElastic(url, PREFIX);
const embedder = new TransformersEmbedder({
  ...(modelDir === undefined ? {} : { modelDir }),
  cacheDir: join(CACHE, 'models'),
  allowDownload: true,
});
try {
  const vectors = await fillScratchIndex(films, { elastic, embedder, cache: CACHE, say: console.error });
  const width = vectors.length / films.length;
  const movies = films.map(({ movie }, at) => ({
    ...movie,
    people: [...movie.directors, ...movie.actors],
    language: movie.languages[0] ?? null,
    vector: vectors.subarray(at * width, (at + 1) * width),
  }));
  const holdOut = questionOf(train, test);
  console.error(`training on ${String(train.users.length)} ratings, by ${holdOut} hold-out`);
  const { parts } = await trainAll(
    { ratings: train, movies },
    { seed, holdOut, tuningBudgetMs: 0, threads: availableParallelism() },
  );
  const recommender = loadModels({ parts, meta: {} });
  await indexFactors(elastic, recommender);
  await compare(recommender, new ShortlistFinder(elastic));
} finally {
  const indices = Object.keys(await elastic.client.indices.get({ index: `${PREFIX}-*` }));
  if (indices.length > 0) await elastic.client.indices.delete({ index: indices });
  await Promise.all([elastic.close(), embedder.close()]);
}
process.exit();

async function compare(recommender: Recommender, finder: ShortlistFinder): Promise<void> {
  const past = histories(train);
  const relevance = relevanceOf({ train, test });
  const people = relevance.people.map((user) => past.get(user) ?? []);
  const shortlists: (readonly number[])[] = [];
  const searching: number[] = [];
  for (const history of people) {
    const startedAt = performance.now();
    shortlists.push(await shortlistOf(recommender, finder, history));
    searching.push(performance.now() - startedAt);
  }
  const sizes = shortlists.map(({ length }) => length);
  console.log(
    `${String(people.length)} people; found by Elasticsearch: ${String(median(sizes))} films in ${median(searching).toFixed(1)} ms (medians)`,
  );
  console.log(
    '           ndcg@10 of all   of candidates   difference, 95 %            same of 20   ms of all / of candidates',
  );
  for (const strategy of STRATEGIES) {
    const ranked = (given?: readonly (readonly number[])[]): Ways => {
      const ms: number[] = [];
      const lists = people.map((history, at) => {
        const startedAt = performance.now();
        const options = { limit: LIMIT, ...(given && { shortlist: given[at]! }) };
        // A copy: nothing is remembered of it.
        const list = recommender.recommend(strategy, [...history], options).map(({ movieId }) => movieId);
        ms.push(performance.now() - startedAt);
        return list;
      });
      const byUser = new Map(relevance.people.map((user, at) => [user, lists[at]!]));
      return { lists, ms: median(ms), metrics: evaluateLists(relevance, byUser, { seed }) };
    };
    const [all, some] = [ranked(), ranked(shortlists)];
    const same = all.lists.map((list, at) => list.filter((id) => some.lists[at]!.includes(id)).length);
    const [whole, part] = [all, some].map(({ metrics }) => metrics.perPerson['ndcg@10']!);
    const { mean, low, high } = pairedDifference(part!, whole!, seed);
    console.log(
      [
        strategy.padEnd(11),
        ...[all, some].map(({ metrics }) => metrics.values['ndcg@10']!.toFixed(4).padEnd(16)),
        `${mean.toFixed(4)} (${low.toFixed(4)} … ${high.toFixed(4)})`.padEnd(28),
        (same.reduce((sum, value) => sum + value, 0) / same.length).toFixed(2).padEnd(13),
        `${all.ms.toFixed(1)} / ${some.ms.toFixed(1)}`,
      ].join(''),
    );
  }
}

interface Ways {
  readonly lists: readonly (readonly number[])[];
  readonly ms: number;
  readonly metrics: ReturnType<typeof evaluateLists>;
}

/** As the API asks (see FilmsWorthALook). */
async function shortlistOf(
  recommender: Recommender,
  finder: ShortlistFinder,
  history: readonly HistoryItem[],
): Promise<readonly number[]> {
  const { factors, direction } = recommender.question(history);
  const liked = history
    .filter(({ rating }) => rating >= LIKED)
    .sort((a, b) => b.time - a.time)
    .slice(0, LATEST)
    .map(({ movieId }) => movieId);
  const found = await finder.find({
    modelVersion: VERSION,
    people: [
      { factors: factors && Array.from(factors), direction: direction && Array.from(direction), liked },
    ],
    eligible: { filters: {}, exclusions: { movies: history.map(({ movieId }) => movieId) }, languages: [] },
  });
  return found.movieIds;
}

async function indexFactors(to: Elastic, recommender: Recommender): Promise<void> {
  const { movieIds, factors, width } = recommender.itemFactors;
  const byId = new Map(films.map(({ movie }) => [movie.id, movie]));
  await factorIndex(to, width).build({
    version: VERSION,
    total: 0,
    documents: Array.from(movieIds).flatMap((movieId, row) => {
      const movie = byId.get(movieId);
      if (movie === undefined) return [];
      return [factorDocument(movie, Array.from(factors.subarray(row * width, (row + 1) * width)))];
    }),
  });
}

/** Popularity as the training part alone tells it. */
function withPopularityOf({ movies }: RatingColumns, listed: readonly ListedMovie[]): ListedMovie[] {
  const counts = new Map<number, number>();
  for (const id of movies) counts.set(id, (counts.get(id) ?? 0) + 1);
  return listed.map(({ movie, otherTitles }) => ({
    otherTitles,
    movie: { ...movie, popularity: Math.log1p(counts.get(movie.id) ?? 0) / 10 },
  }));
}
