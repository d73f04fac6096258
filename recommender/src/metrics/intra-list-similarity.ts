/**
 * Mean similarity of the pairs among the first k of one list (Ziegler et al. 2005); lower is more diverse.
 * Pairs of which `similarity` knows nothing (undefined) are left out.
 * @returns undefined when no pair is known
 */
export function intraListSimilarity(
  list: readonly number[],
  k: number,
  similarity: (left: number, right: number) => number | undefined,
): number | undefined {
  const shown = list.slice(0, k);
  let sum = 0;
  let pairs = 0;
  shown.forEach((left, place) => {
    for (const right of shown.slice(place + 1)) {
      const value = similarity(left, right);
      if (value === undefined) continue;
      sum += value;
      pairs++;
    }
  });
  return pairs === 0 ? undefined : sum / pairs;
}
