/** Number of relevant movies among the first k of a list. */
export function hits(list: readonly number[], relevant: ReadonlySet<number>, k: number): number {
  let count = 0;
  for (let place = 0; place < Math.min(k, list.length); place++) if (relevant.has(list[place]!)) count++;
  return count;
}

/** Hits among the first k of one person's list, divided by k (also when the list is shorter). */
export function precision(list: readonly number[], relevant: ReadonlySet<number>, k: number): number {
  return hits(list, relevant, k) / k;
}
