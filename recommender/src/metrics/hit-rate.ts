/** 1 when at least one of the first k is relevant, else 0; its mean over people is the hit rate. */
export function hit(list: readonly number[], relevant: ReadonlySet<number>, k: number): 0 | 1 {
  for (let place = 0; place < Math.min(k, list.length); place++) if (relevant.has(list[place]!)) return 1;
  return 0;
}
