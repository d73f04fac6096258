import { bootstrapMean } from '#metrics/bootstrap';
import type { Interval } from '#metrics/bootstrap';
import { coverage } from '#metrics/coverage';
import { gini } from '#metrics/gini';
import { hit } from '#metrics/hit-rate';
import { intraListSimilarity } from '#metrics/intra-list-similarity';
import { mae } from '#metrics/mae';
import { reciprocalRank } from '#metrics/mrr';
import { ndcg } from '#metrics/ndcg';
import { novelty } from '#metrics/novelty';
import { precision } from '#metrics/precision';
import { cappedRecall, recall } from '#metrics/recall';
import { rmse } from '#metrics/rmse';
import type { RatingColumns } from '#model';

/** Stars from which a held-out film counts as one that should have been recommended. */
export const RELEVANT = 4;
export const CUTOFFS = [10, 20] as const;

/** A metric of one person's list, to be averaged over people. */
const PER_PERSON = {
  ndcg,
  recall,
  recall_capped: cappedRecall,
  precision,
  hitrate: hit,
  mrr: reciprocalRank,
} as const;

export interface ListQuestion {
  readonly train: RatingColumns;
  readonly test: RatingColumns;
}

/** Who is asked, and what should be found: every person with a held-out film of 4 stars or more, in ascending id. */
export interface Relevance {
  readonly people: readonly number[];
  readonly relevant: ReadonlyMap<number, ReadonlySet<number>>;
  readonly seen: ReadonlyMap<number, ReadonlySet<number>>;
  /** People in train who rated each movie. */
  readonly raters: ReadonlyMap<number, number>;
  readonly trainPeople: number;
}

export function relevanceOf({ train, test }: ListQuestion): Relevance {
  const relevant = new Map<number, Set<number>>();
  test.users.forEach((user, row) => {
    if (test.values[row]! >= RELEVANT)
      relevant.set(user, (relevant.get(user) ?? new Set()).add(test.movies[row]!));
  });
  const seen = new Map<number, Set<number>>();
  const raters = new Map<number, number>();
  train.users.forEach((user, row) => {
    const movie = train.movies[row]!;
    const own = seen.get(user) ?? new Set();
    if (!own.has(movie)) raters.set(movie, (raters.get(movie) ?? 0) + 1);
    seen.set(user, own.add(movie));
  });
  return {
    people: [...relevant.keys()].sort((a, b) => a - b),
    relevant,
    seen,
    raters,
    trainPeople: seen.size,
  };
}

export interface ListMetrics {
  /** By name, such as `ndcg@10`: means over people, and `coverage@k`, `novelty@k`, `gini@k`, `ils@k` of all lists. */
  readonly values: Readonly<Record<string, number>>;
  /** 95 % bootstrap intervals of the means over people. */
  readonly intervals: Readonly<Record<string, Interval>>;
  /** One value a person of `Relevance.people`, for paired comparisons. */
  readonly perPerson: Readonly<Record<string, Float64Array>>;
  readonly counts: { readonly users: number; readonly relevant: number; readonly usersWithLists: number };
}

export interface ListOptions {
  readonly seed: number;
  /** Similarity of two movies, for the similarity inside lists. */
  readonly similarity?: (left: number, right: number) => number | undefined;
}

/**
 * Full-ranking evaluation of lists. Films of the person's train ratings and repetitions are taken out and the places
 * close up; a person without a list scores 0; relevant films that train lacks stay in the denominators.
 * @param lists movie ids by user, best first, longer than the largest cutoff where films may be taken out
 */
export function evaluateLists(
  relevance: Relevance,
  lists: ReadonlyMap<number, readonly number[]>,
  { seed, similarity }: ListOptions,
): ListMetrics {
  const { people, relevant, seen, raters, trainPeople } = relevance;
  const cleaned = people.map((user) =>
    [...new Set(lists.get(user))].filter((movie) => !seen.get(user)?.has(movie)),
  );
  const values: Record<string, number> = {};
  const intervals: Record<string, Interval> = {};
  const perPerson: Record<string, Float64Array> = {};
  for (const k of CUTOFFS) {
    for (const [name, metric] of Object.entries(PER_PERSON)) {
      const key = `${name}@${k}`;
      perPerson[key] = Float64Array.from(people, (user, at) => metric(cleaned[at]!, relevant.get(user)!, k));
      intervals[key] = bootstrapMean(perPerson[key], { seed });
      values[key] = intervals[key].mean;
    }
    values[`coverage@${k}`] = coverage(cleaned, k, raters.size);
    values[`novelty@${k}`] = novelty(cleaned, k, { raters, people: trainPeople });
    values[`gini@${k}`] = gini(cleaned, k, raters.size);
    if (similarity) {
      const alike = cleaned.flatMap((list) => intraListSimilarity(list, k, similarity) ?? []);
      if (alike.length > 0) values[`ils@${k}`] = alike.reduce((sum, value) => sum + value, 0) / alike.length;
    }
  }
  const counts = {
    users: people.length,
    relevant: people.reduce((sum, user) => sum + relevant.get(user)!.size, 0),
    usersWithLists: cleaned.filter((list) => list.length > 0).length,
  };
  return { values, intervals, perPerson, counts };
}

/** Error of predicted stars against the test ratings, in the order of the test rows; undefined without test rows. */
export function evaluateStars(
  predicted: ArrayLike<number>,
  test: RatingColumns,
): { readonly rmse: number; readonly mae: number } | undefined {
  return test.values.length === 0
    ? undefined
    : { rmse: rmse(predicted, test.values), mae: mae(predicted, test.values) };
}

/** Whether a is better than b: the interval of the mean difference, person by person (both over the same people). */
export function pairedDifference(a: ArrayLike<number>, b: ArrayLike<number>, seed: number): Interval {
  return bootstrapMean(
    Float64Array.from({ length: a.length }, (_, at) => a[at]! - b[at]!),
    { seed },
  );
}
