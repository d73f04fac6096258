/**
 * Normalized discounted cumulative gain of one person's list, 0 to 1 (Järvelin & Kekäläinen 2002), binary gains:
 * DCG@k = Σ_{rank ≤ k, relevant} 1 / log2(rank + 1), divided by the DCG of min(k, |relevant|) hits at the top.
 * @param list movie ids, best first, without repetition
 * @returns 0 when nothing is relevant
 */
export function ndcg(list: readonly number[], relevant: ReadonlySet<number>, k: number): number {
  let gain = 0;
  for (let rank = 1; rank <= Math.min(k, list.length); rank++) {
    if (relevant.has(list[rank - 1]!)) gain += 1 / Math.log2(rank + 1);
  }
  let ideal = 0;
  for (let rank = 1; rank <= Math.min(k, relevant.size); rank++) ideal += 1 / Math.log2(rank + 1);
  return ideal === 0 ? 0 : gain / ideal;
}
