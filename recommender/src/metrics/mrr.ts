/** 1 / rank of the first relevant movie among the first k, 0 when there is none; its mean over people is the MRR. */
export function reciprocalRank(list: readonly number[], relevant: ReadonlySet<number>, k: number): number {
  for (let place = 0; place < Math.min(k, list.length); place++) {
    if (relevant.has(list[place]!)) return 1 / (place + 1);
  }
  return 0;
}
