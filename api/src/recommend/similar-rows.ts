import { Injectable } from '@nestjs/common';
import type { Recommendation } from '@marquee/contract/recommendation';
import { Catalogue, summaryOf } from '#recommend/catalogue';
import { eligible } from '#recommend/eligibility';
import type { LiveModel } from '#recommend/recommenders';
import type { Taste } from '#recommend/taste';

const POOL = 200;

/** Neighbours of one film and of nothing else, for the rows "because you liked". */
@Injectable()
export class SimilarRows {
  constructor(private readonly catalogue: Catalogue) {}

  row(
    movieId: number,
    taste: Taste,
    {
      live,
      used,
      limit,
    }: { readonly live: LiveModel | null; readonly used: ReadonlySet<number>; readonly limit: number },
  ): Recommendation[] {
    if (live === null) return [];
    const exclude = new Set([...used, ...taste.history.map((item) => item.movieId)]);
    const test = eligible({ filters: {}, hidden: taste.hidden, preferences: taste.preferences });
    const found = live.recommender
      .similar(movieId, 'hybrid', POOL, exclude)
      .flatMap(({ movieId: id, score }) => {
        const movie = this.catalogue.get(id);
        if (movie === undefined || exclude.has(id) || !test(movie)) return [];
        return [
          {
            movie: summaryOf(movie),
            score,
            predictedRating: null,
            confidence: null,
            source: 'hybrid' as const,
          },
        ];
      });
    return found.slice(0, limit);
  }
}
