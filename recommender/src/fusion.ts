import type { Scored } from '#model';

/** Best first; equal scores by ascending movie id, so that the same input gives the same order. */
export const byScore = (a: Scored, b: Scored): number => b.score - a.score || a.movieId - b.movieId;

/**
 * Reciprocal rank fusion (Cormack, Clarke & Büttcher 2009): score(d) = Σ_lists weight / (k + rank), rank from 1.
 * @param lists movie ids, best first
 * @param options.k damping, 60 as published; smaller trusts the heads of the lists more
 */
export function reciprocalRankFusion(
  lists: readonly (readonly number[])[],
  { k = 60, weights }: { readonly k?: number; readonly weights?: readonly number[] } = {},
): Scored[] {
  const scores = new Map<number, number>();
  lists.forEach((list, index) => {
    const weight = weights?.[index] ?? 1;
    list.forEach((movieId, place) => {
      scores.set(movieId, (scores.get(movieId) ?? 0) + weight / (k + place + 1));
    });
  });
  return [...scores].map(([movieId, score]) => ({ movieId, score })).sort(byScore);
}

/**
 * Weighted sum of scores, each list first brought to 0 … 1 by its own lowest and highest score (a list of equal scores
 * counts 1); a movie that a list lacks gets 0 from it.
 */
export function linearFusion(
  lists: readonly { readonly weight: number; readonly items: readonly Scored[] }[],
): Scored[] {
  const scores = new Map<number, number>();
  for (const { weight, items } of lists) {
    let low = Infinity;
    let high = -Infinity;
    for (const { score } of items) {
      low = Math.min(low, score);
      high = Math.max(high, score);
    }
    for (const { movieId, score } of items) {
      const normal = high > low ? (score - low) / (high - low) : 1;
      scores.set(movieId, (scores.get(movieId) ?? 0) + weight * normal);
    }
  }
  return [...scores].map(([movieId, score]) => ({ movieId, score })).sort(byScore);
}
