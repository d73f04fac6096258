import { byScore } from '#fusion';
import type { Scored } from '#model';

export interface DiversifyOptions {
  readonly limit: number;
  /** 0 keeps the order by score, 1 looks at difference alone. */
  readonly diversity: number;
  /** Similarity of two movies, 0 to 1. */
  readonly similarity: (left: number, right: number) => number;
}

/**
 * Maximal marginal relevance (Carbonell & Goldstein 1998): the next place goes to the movie with the largest
 * (1 − diversity) × relevance − diversity × (highest similarity to what stands above), relevance being the score
 * brought to 0 … 1. The items keep their own scores; their order is no longer by score.
 */
export function diversify(
  items: readonly Scored[],
  { limit, diversity, similarity }: DiversifyOptions,
): Scored[] {
  const pool = [...items].sort(byScore);
  if (diversity <= 0 || pool.length < 2) return pool.slice(0, limit);
  const high = pool[0]!.score;
  const span = high - pool.at(-1)!.score || 1;
  const nearest = new Float64Array(pool.length);
  const taken = new Uint8Array(pool.length);
  const chosen: Scored[] = [];
  while (chosen.length < Math.min(limit, pool.length)) {
    let best = -1;
    let bestValue = -Infinity;
    for (let index = 0; index < pool.length; index++) {
      if (taken[index] === 1) continue;
      const relevance = 1 - (high - pool[index]!.score) / span;
      const value = (1 - diversity) * relevance - diversity * nearest[index]!;
      if (value > bestValue) [best, bestValue] = [index, value];
    }
    taken[best] = 1;
    const next = pool[best]!;
    chosen.push(next);
    for (let index = 0; index < pool.length; index++) {
      if (taken[index] === 1) continue;
      nearest[index] = Math.max(nearest[index]!, similarity(pool[index]!.movieId, next.movieId));
    }
  }
  return chosen;
}
