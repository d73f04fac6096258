import type { HistoryItem } from '#model';
import type { PopularityTrend } from '#popularity-trend';

export interface StarPrediction {
  /** 0.5 to 5. */
  readonly stars: number;
  /** 0 (a guess) to 1. */
  readonly confidence: number;
}

/** Ratings that a person's own leaning is damped by. */
const DAMPING = 5;

/**
 * Stars without a rating model: the movie's damped mean, moved by how much the person rates above what others think
 * of the same films.
 */
export function predictStars(trend: PopularityTrend, history: readonly HistoryItem[], movieIds: readonly number[]): StarPrediction[] {
  const leaning = history.reduce((sum, { movieId, rating }) => sum + rating - trend.meanOf(movieId), 0) / (history.length + DAMPING);
  return movieIds.map((movieId) => {
    const ratings = trend.ratingsOf(movieId);
    return {
      stars: Math.min(5, Math.max(0.5, trend.meanOf(movieId) + leaning)),
      confidence: (ratings / (ratings + 10)) * (history.length / (history.length + 10)),
    };
  });
}
