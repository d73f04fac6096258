import { Injectable } from '@nestjs/common';
import { summaryOf } from '#recommend/catalogue';
import { FilmsLikeOne } from '#recommend/films-like-one';
import type { Recommendations } from '#recommend/recommend.service';
import type { LiveModel } from '#recommend/recommenders';
import type { Taste } from '#recommend/taste';

/** Neighbours of one film and of nothing else, for the rows "because you liked". */
@Injectable()
export class SimilarRows {
  constructor(private readonly alike: FilmsLikeOne) {}

  async row(
    movieId: number,
    { history, hidden, preferences }: Taste,
    {
      live,
      used,
      limit,
    }: { readonly live: LiveModel | null; readonly used: ReadonlySet<number>; readonly limit: number },
  ): Promise<Pick<Recommendations, 'items' | 'degraded'>> {
    if (live === null) return { items: [], degraded: [] };
    const exclude = new Set([...used, ...history.map((item) => item.movieId)]);
    const wishes = { filters: {}, hidden, preferences };
    const { found, degraded } = await this.alike.of(movieId, {
      by: 'hybrid',
      live,
      exclude,
      limit,
      ...wishes,
    });
    const items = found.map(({ movie, score }) => ({
      movie: summaryOf(movie),
      score,
      predictedRating: null,
      confidence: null,
      source: 'hybrid' as const,
    }));
    return { items, degraded };
  }
}
