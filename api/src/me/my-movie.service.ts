import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '@marquee/contract/problem';
import type { PersonalMovie, Recommendation, Strategy } from '@marquee/contract/recommendation';
import type { Database } from '@marquee/data/database';
import { DATABASE } from '#infrastructure/tokens';
import { Catalogue, summaryOf } from '#recommend/catalogue';
import type { CatalogueMovie } from '#recommend/catalogue';
import { PersonTaste } from '#recommend/person-taste';
import { shownStars } from '#recommend/recommend.service';
import { speaking } from '#recommend/taste';
import type { Taste } from '#recommend/taste';
import { Recommenders } from '#recommend/recommenders';
import type { LiveModel } from '#recommend/recommenders';
import { reasons } from '#recommend/why';

/** One film as one person sees it. */
@Injectable()
export class MyMovieService {
  constructor(
    private readonly recommenders: Recommenders,
    private readonly catalogue: Catalogue,
    private readonly taste: PersonTaste,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  /** @throws ProblemError `movie-not-found` */
  async of(userId: number, movieId: number): Promise<PersonalMovie> {
    const movie = this.catalogue.get(movieId);
    if (movie === undefined) throw new ProblemError('movie-not-found');
    const [taste, rating, watchlist, hidden] = await Promise.all([
      this.taste.of(userId),
      this.database.ratings.one(userId, movieId),
      this.database.watchlist.idsOf(userId),
      this.database.hidden.list(userId),
    ]);
    const live = this.recommenders.live();
    return {
      movie: summaryOf(movie),
      rating: rating ?? null,
      watching: watchlist.includes(movieId),
      hidden: hidden.find(({ scope, value }) => scope === 'movie' && value === String(movieId)) ?? null,
      recommendation: live === null ? null : this.recommendation(live, movie, taste),
      modelVersion: live?.version ?? null,
      ...(live === null ? { degraded: ['model'] } : {}),
    };
  }

  /** By the default strategy, from every other rating that speaks for the person's taste. */
  private recommendation(
    { recommender }: LiveModel,
    movie: CatalogueMovie,
    taste: Taste,
  ): Recommendation | null {
    const others = speaking(taste).filter(({ movieId }) => movieId !== movie.id);
    const { discovery, contentWeight } = taste.preferences;
    const options = { discovery, contentWeight };
    const wanted = { ...options, limit: 1, candidates: [movie.id] };
    const [found] = recommender.recommend('stacked', others, wanted);
    if (found === undefined) return null;
    const [stars] = others.length === 0 ? [] : recommender.predict(others, [movie.id]);
    const [contributions = []] = recommender.explain(others, [found], options);
    return {
      movie: summaryOf(movie),
      score: found.score,
      ...shownStars(stars),
      source: found.source as Strategy,
      why: reasons(contributions, others, this.catalogue),
    };
  }
}
