import { setImmediate as givingWay } from 'node:timers/promises';
import type { ModelRun } from '@marquee/contract/admin';
import { bootstrapMean } from '@marquee/recommender/metrics/bootstrap';
import type { HistoryItem, RatingColumns } from '@marquee/recommender/model';
import { ratingsOf } from '@marquee/recommender/splits/rating-columns';
import { histories } from '@marquee/recommender/stacked-fit';
import type { JobContext } from '#job-context';
import { place } from '#training/panel';

/** What is compared: the default strategy, and the one whose people are folded in and nothing else. */
const STRATEGIES = ['stacked', 'als'] as const;
/** Length of the lists. */
const LENGTH = 20;
const MOST_PEOPLE = 200;

/** The part of a `Recommender` that is asked. */
export interface Answering {
  recommend(
    strategy: string,
    history: readonly HistoryItem[],
    options: { readonly limit: number },
  ): readonly { readonly movieId: number }[];
}

/**
 * overlap@20 of fold-in with a full fit: for people who have rated since the live model was trained, the share of the twenty
 * films that it recommends them, their new ratings given, which the model that was trained on those ratings recommends too.
 * @param given.ratings all that the new model was trained on
 * @returns null when nobody has rated since
 */
export async function overlapWithLive(
  { signal, progress }: Pick<JobContext, 'signal' | 'progress'>,
  given: {
    readonly live: {
      readonly version: string;
      readonly trainedAt: Date;
      readonly recommender: Answering;
    };
    readonly candidate: Answering;
    readonly ratings: RatingColumns;
    readonly seed: number;
  },
): Promise<ModelRun['overlap']> {
  const { live, candidate, ratings, seed } = given;
  const past = [...histories(ratingsOf(ratings, raters(ratings, live.trainedAt))).values()];
  if (past.length === 0) return null;
  const shares = new Map<string, number[]>(STRATEGIES.map((name) => [name, []]));
  for (const [at, history] of past.entries()) {
    await givingWay();
    signal.throwIfAborted();
    progress(at / past.length, `comparing with the live model ${live.version}`);
    for (const [name, own] of shares) own.push(common(name, history, [live.recommender, candidate]));
  }
  const strategies = [...shares].map(([name, own]) => {
    const { mean, low, high } = bootstrapMean(own, { seed });
    return [name, { value: mean, low, high }] as const;
  });
  return { against: live.version, people: past.length, strategies: Object.fromEntries(strategies) };
}

/** Who has rated since, spread evenly over all people when they are too many. */
function raters({ users, times }: RatingColumns, since: Date): ReadonlySet<number> {
  const seconds = since.getTime() / 1000;
  const all = new Set(users.filter((_, row) => times[row]! > seconds));
  return new Set([...all].sort((a, b) => place(a) - place(b)).slice(0, MOST_PEOPLE));
}

function common(
  strategy: string,
  history: readonly HistoryItem[],
  [left, right]: readonly [Answering, Answering],
): number {
  const [one, other] = [left, right].map((model) =>
    model.recommend(strategy, history, { limit: LENGTH }).map(({ movieId }) => movieId),
  ) as [number[], number[]];
  const both = new Set(one);
  return other.filter((id) => both.has(id)).length / Math.max(1, one.length, other.length);
}

/** The overlap in words, for the log. */
export function overlapText(overlap: ModelRun['overlap']): string {
  if (overlap === null)
    return 'Nobody has rated since the live model was trained: no overlap of fold-in with a full fit to tell.';
  const shares = Object.entries(overlap.strategies).map(
    ([name, { value, low, high }]) => `${name} ${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`,
  );
  return `overlap@20 of the fold-in of ${overlap.against} with this full fit, over ${overlap.people} people who rated since: ${shares.join(', ')}`;
}
