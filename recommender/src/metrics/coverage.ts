/**
 * Share of the catalogue that appears in somebody's first k, 0 to 1.
 * @param catalogueSize number of distinct movies that could have been recommended
 */
export function coverage(lists: readonly (readonly number[])[], k: number, catalogueSize: number): number {
  const shown = new Set<number>();
  for (const list of lists)
    for (let place = 0; place < Math.min(k, list.length); place++) shown.add(list[place]!);
  return catalogueSize === 0 ? 0 : shown.size / catalogueSize;
}
