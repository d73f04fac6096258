import { setImmediate as givingWay } from 'node:timers/promises';
import type { ModelRun } from '@marquee/contract/admin';
import { evaluateLists } from '@marquee/recommender/evaluation';
import type { ListMetrics } from '@marquee/recommender/evaluation';
import type { HistoryItem } from '@marquee/recommender/model';
import type { Judgement } from '#gate';
import type { Panel } from '#training/panel';

/** A few ratings, as a newcomer has them. */
const FEW = 3;
/** Longer than what is measured. */
const LIMIT = 20;

/** Recommends `limit` movie ids for a history, best first. */
export type Strategy = (history: readonly HistoryItem[], limit: number) => readonly number[];

export interface JudgingOptions {
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (share: number) => void;
}

/** Asks a strategy for every judge's list and measures the lists. */
export async function measure(
  strategy: Strategy,
  panel: Panel,
  { seed, signal, onProgress }: JudgingOptions,
  historyOf: (history: readonly HistoryItem[]) => readonly HistoryItem[] = (history) => history,
): Promise<ListMetrics> {
  const lists = new Map<number, readonly number[]>();
  for (const [at, { person, history }] of panel.judges.entries()) {
    if (at % 10 === 0) {
      await givingWay();
      signal.throwIfAborted();
      onProgress?.(at / panel.judges.length);
    }
    const told = historyOf(history);
    // Films of the history that are not told are taken out afterwards; they must not use up the list.
    lists.set(person, strategy(told, LIMIT + history.length - told.length));
  }
  return evaluateLists(panel.relevance, lists, { seed });
}

/** What the quality gate compares. */
export async function judgementOf(
  strategy: Strategy,
  panel: Panel,
  options: JudgingOptions,
): Promise<{
  readonly judgement: Judgement;
  readonly metrics: ListMetrics;
  readonly coldStart: ListMetrics;
}> {
  const half = (start: number): JudgingOptions => ({
    ...options,
    onProgress: (share) => options.onProgress?.(start + share / 2),
  });
  const metrics = await measure(strategy, panel, half(0));
  const coldStart = await measure(strategy, panel, half(0.5), (history) => history.slice(-FEW));
  const byPerson = (of: ListMetrics): ReadonlyMap<number, number> =>
    new Map(panel.relevance.people.map((person, at) => [person, of.perPerson['ndcg@10']![at]!]));
  const judgement = {
    ndcg: byPerson(metrics),
    coldStart: byPerson(coldStart),
    coverage: metrics.values['coverage@10']!,
  };
  return { judgement, metrics, coldStart };
}

/** Metrics in the form of the records; what has no interval is its own. */
export function recorded({ values, intervals }: ListMetrics): ModelRun['metrics'][string] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const { low = value, high = value } = intervals[name] ?? {};
      return [name, { value, low, high }];
    }),
  );
}
