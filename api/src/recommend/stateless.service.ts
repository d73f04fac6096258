import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Person, Recommendations, StatelessRequest } from '@marquee/contract/recommendation';
import { NO_PREFERENCES } from '@marquee/contract/taste';
import { NOTHING_HIDDEN } from '#recommend/eligibility';
import { RecommendService } from '#recommend/recommend.service';
import type { Taste } from '#recommend/recommend.service';

/** Recommendations for people of whom nothing is kept: the request says it all. */
@Injectable()
export class StatelessService {
  constructor(private readonly recommender: RecommendService) {}

  recommend({ people, filters, ...request }: StatelessRequest): Recommendations {
    const now = Date.now() / 1000;
    const tastes = (people ?? [request]).map((person) => tasteOf(person, now));
    const { items, total, modelVersion, degraded } = this.recommender.recommend(tastes, {
      ...request,
      filters,
    });
    return {
      items: [...items],
      total,
      totalRelation: 'eq',
      nextCursor: null,
      listId: randomUUID(),
      strategy: request.strategy,
      modelVersion,
      changed: null,
      ...(degraded.length === 0 ? {} : { degraded: [...degraded] }),
    };
  }
}

/** Of a film that is rated twice the last rating counts. */
function tasteOf({ ratings, preferences, hidden }: Person, now: number): Taste {
  const history = new Map(
    ratings.map(({ movieId, rating, ratedAt }) => [
      movieId,
      { movieId, rating, time: ratedAt === undefined ? now : Date.parse(ratedAt) / 1000 },
    ]),
  );
  return {
    history: [...history.values()],
    preferences: preferences ?? NO_PREFERENCES,
    hidden: hidden ?? NOTHING_HIDDEN,
  };
}
