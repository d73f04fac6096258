import { hits } from '#metrics/precision';

/** Share of the relevant movies that stand among the first k of one person's list, 0 to 1; 0 when nothing is relevant. */
export function recall(list: readonly number[], relevant: ReadonlySet<number>, k: number): number {
  return relevant.size === 0 ? 0 : hits(list, relevant, k) / relevant.size;
}

/** Hits among the first k as a share of what k places can hold: hits / min(k, |relevant|). */
export function cappedRecall(list: readonly number[], relevant: ReadonlySet<number>, k: number): number {
  return relevant.size === 0 ? 0 : hits(list, relevant, k) / Math.min(k, relevant.size);
}
