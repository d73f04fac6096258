import type { Recommendation } from '@marquee/contract/recommendation';
import { cardOf } from '#parts/card-movie.ts';

/** What the list shows of a recommendation. */
export function recommendedOf({ movie, predictedRating, why }: Recommendation) {
  return {
    movie: { ...cardOf(movie), overview: movie.overview, runtime: movie.runtime },
    predictedRating,
    why,
  };
}
export type RecommendedFilm = ReturnType<typeof recommendedOf>;
