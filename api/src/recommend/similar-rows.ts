import { Injectable } from '@nestjs/common';
import { Catalogue, summaryOf } from '#recommend/catalogue';
import { eligible } from '#recommend/eligibility';
import { FilmsWorthALook } from '#recommend/films-worth-a-look';
import type { EligibleFilms } from '#recommend/films-worth-a-look';
import type { Recommendations } from '#recommend/recommend.service';
import type { LiveModel } from '#recommend/recommenders';
import type { Taste } from '#recommend/taste';

const POOL = 200;
const LIKED = 5;

/** Neighbours of one film and of nothing else, for the rows "because you liked". */
@Injectable()
export class SimilarRows {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly films: FilmsWorthALook,
  ) {}

  async row(
    movieId: number,
    taste: Taste,
    {
      live,
      used,
      limit,
    }: { readonly live: LiveModel | null; readonly used: ReadonlySet<number>; readonly limit: number },
  ): Promise<Pick<Recommendations, 'items' | 'degraded'>> {
    if (live === null) return { items: [], degraded: [] };
    const exclude = new Set([...used, ...taste.history.map((item) => item.movieId)]);
    const { options, degraded } = await this.among(movieId, taste, { live, exclude });
    const found = live.recommender
      .similar(movieId, 'hybrid', { limit: POOL, exclude, ...options })
      .flatMap(({ movieId: id, score }) => {
        const movie = this.catalogue.get(id);
        if (movie === undefined || exclude.has(id)) return [];
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
    return { items: found.slice(0, limit), degraded };
  }

  private async among(
    movieId: number,
    taste: Taste,
    { live, exclude }: { readonly live: LiveModel; readonly exclude: ReadonlySet<number> },
  ): Promise<Pick<EligibleFilms, 'options' | 'degraded'>> {
    if (this.films.areTooMany) {
      const histories = [[{ movieId, rating: LIKED, time: 0 }]];
      const question = { people: [taste], histories, live, filters: {}, seen: exclude, ofKind: false };
      return await this.films.of(question);
    }
    const test = eligible({ filters: {}, hidden: taste.hidden, preferences: taste.preferences });
    return {
      options: {
        allowed: (id) => {
          const movie = this.catalogue.get(id);
          return movie !== undefined && test(movie);
        },
      },
      degraded: [],
    };
  }
}
