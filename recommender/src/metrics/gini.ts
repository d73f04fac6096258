/**
 * Gini index of how often each movie of the catalogue appears in the first k: 0 when all appear equally often, near 1
 * when a few take every place. G = Σ_j (2j − n − 1) c_j / (n Σ c), counts c ascending, j from 1.
 * @param catalogueSize number of distinct movies that could have been recommended
 */
export function gini(lists: readonly (readonly number[])[], k: number, catalogueSize: number): number {
  const counts = new Map<number, number>();
  for (const list of lists) {
    for (const movieId of list.slice(0, k)) counts.set(movieId, (counts.get(movieId) ?? 0) + 1);
  }
  const shown = [...counts.values()].sort((a, b) => a - b);
  const n = Math.max(catalogueSize, shown.length);
  let sum = 0;
  let weighted = 0;
  shown.forEach((count, position) => {
    const j = n - shown.length + position + 1;
    sum += count;
    weighted += (2 * j - n - 1) * count;
  });
  return sum === 0 ? 0 : weighted / (n * sum);
}
