import { availableParallelism } from 'node:os';
import { evaluateLists, evaluateStars, relevanceOf } from '@marquee/recommender/evaluation';
import type { ListMetrics } from '@marquee/recommender/evaluation';
import type { HistoryItem, HoldOut, MovieFacts, RatingColumns } from '@marquee/recommender/model';
import { readModelFile, writeModelFile } from '@marquee/recommender/model-file';
import { loadModels } from '@marquee/recommender/recommender';
import type { Recommender } from '@marquee/recommender/recommender';
import type { StackedHeader } from '@marquee/recommender/stacked.model';
import { histories } from '@marquee/recommender/stacked-fit';
import { trainAll } from '@marquee/recommender/training';
import type { TrainingMetrics } from '@marquee/recommender/training';
import type { EvaluateArguments } from '#evaluate-arguments';

/** Content strategies and what they need. */
const NEEDS: Readonly<Record<string, string>> = {
  tfidf: '--movies with genres, people or overviews',
  bert: '--movies with overviews, and EMBEDDING_MODEL_DIR',
  content: '--movies',
  hybrid: '--movies',
};

export interface EvaluationRun {
  readonly lists: Readonly<Record<string, ReadonlyMap<number, readonly number[]>>>;
  readonly metrics: Readonly<Record<string, ListMetrics>>;
  /** NDCG@10 by strategy when only so many ratings of each person are told: `{stacked: {1: 0.19}}`. */
  readonly newcomers: Readonly<Record<string, Readonly<Record<number, number>>>>;
  /** Why a strategy was left out. */
  readonly skipped: Readonly<Record<string, string>>;
  readonly stars: Float32Array | undefined;
  readonly starErrors: { readonly rmse: number; readonly mae: number } | undefined;
  readonly training: TrainingMetrics;
  readonly trainSeconds: number;
  readonly importance: Readonly<Record<string, number>>;
}

export interface EvaluationData {
  readonly train: RatingColumns;
  readonly test: RatingColumns;
  readonly movies: readonly MovieFacts[];
  readonly holdOut: HoldOut;
}

/**
 * The question that a test file asks: `user-time` when nine in ten of its ratings are no earlier than the person's
 * last one in train, else `random`. Only dates are looked at, never films or stars.
 */
export function questionOf(train: RatingColumns, test: RatingColumns): HoldOut {
  const last = new Map<number, number>();
  train.users.forEach((user, row) => last.set(user, Math.max(last.get(user) ?? 0, train.times[row]!)));
  let [later, known] = [0, 0];
  test.users.forEach((user, row) => {
    if (!last.has(user)) return;
    known++;
    if (test.times[row]! >= last.get(user)!) later++;
  });
  return later >= 0.9 * known ? 'user-time' : 'random';
}

/** Trains, saves and loads the models as a retrain does, and measures every strategy on the test ratings. */
export async function runEvaluation(
  { train, test, movies, holdOut }: EvaluationData,
  given: Pick<
    EvaluateArguments,
    'strategies' | 'top' | 'seed' | 'budgetSeconds' | 'threads' | 'predict' | 'told'
  >,
  onProgress: (share: number, step: string) => void,
): Promise<EvaluationRun> {
  const start = performance.now();
  const { parts, metrics: training } = await trainAll(
    { ratings: train, movies },
    {
      seed: given.seed,
      holdOut,
      tuningBudgetMs: given.budgetSeconds * 1000,
      threads: given.threads ?? availableParallelism(),
      onProgress,
    },
  );
  const trainSeconds = (performance.now() - start) / 1000;
  const recommender = loadModels(readModelFile(writeModelFile(parts, { training })));
  const relevance = relevanceOf({ train, test });
  const past = histories(train);
  const lists: Record<string, Map<number, number[]>> = {};
  const metrics: Record<string, ListMetrics> = {};
  const newcomers: Record<string, Record<number, number>> = {};
  const skipped: Record<string, string> = {};
  for (const strategy of given.strategies) {
    if (!recommender.strategies.includes(strategy)) {
      skipped[strategy] = `needs ${NEEDS[strategy] ?? 'what was not given'}`;
      continue;
    }
    onProgress(1, `ranking by ${strategy}`);
    const limit = Math.max(20, given.top);
    const people = [...new Set([...relevance.people, ...test.users])].sort((a, b) => a - b);
    lists[strategy] = new Map(
      people.map((user) => [
        user,
        recommender.recommend(strategy, past.get(user) ?? [], { limit }).map(({ movieId }) => movieId),
      ]),
    );
    const similarity = likenessOf(recommender);
    metrics[strategy] = evaluateLists(relevance, lists[strategy], { seed: given.seed, similarity });
    const recommend = (history: readonly HistoryItem[], exclude: ReadonlySet<number>): number[] =>
      recommender.recommend(strategy, history, { limit: 20, exclude }).map(({ movieId }) => movieId);
    newcomers[strategy] = Object.fromEntries(
      given.told.map((count) => {
        const told = relevance.people.map(
          (user) => [user, fewOf(past.get(user) ?? [], count, recommend)] as const,
        );
        return [count, evaluateLists(relevance, new Map(told), { seed: given.seed }).values['ndcg@10']!];
      }),
    );
  }
  const stars = given.predict === undefined ? undefined : starsOf(recommender, past, test);
  const { usual } = parts.find(({ name }) => name === 'stacked')!.header as unknown as StackedHeader;
  return {
    lists,
    metrics,
    newcomers,
    skipped,
    stars,
    starErrors: stars && evaluateStars(stars, test),
    training,
    trainSeconds,
    importance: usual.importance,
  };
}

/** A list for a person of whom the last `count` ratings are told; what is not told is not recommended either. */
function fewOf(
  history: readonly HistoryItem[],
  count: number,
  recommend: (told: readonly HistoryItem[], exclude: ReadonlySet<number>) => number[],
): number[] {
  const byTime = [...history].sort((a, b) => b.time - a.time);
  return recommend(byTime.slice(0, count), new Set(byTime.slice(count).map(({ movieId }) => movieId)));
}

function likenessOf(recommender: Recommender): (left: number, right: number) => number {
  const kept = new Map<string, number>();
  return (left, right) => {
    const key = left < right ? `${left} ${right}` : `${right} ${left}`;
    const value = kept.get(key) ?? recommender.likeness(left, right);
    kept.set(key, value);
    return value;
  };
}

function starsOf(
  recommender: Recommender,
  past: ReturnType<typeof histories>,
  test: RatingColumns,
): Float32Array {
  const stars = new Float32Array(test.users.length);
  const rows = new Map<number, number[]>();
  test.users.forEach((user, row) => void (rows.get(user)?.push(row) ?? rows.set(user, [row])));
  for (const [user, own] of rows) {
    const predicted = recommender.predict(
      past.get(user) ?? [],
      own.map((row) => test.movies[row]!),
    );
    own.forEach((row, at) => (stars[row] = predicted[at]!.stars));
  }
  return stars;
}
