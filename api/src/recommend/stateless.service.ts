import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Person, Recommendations, StatelessRequest } from '@marquee/contract/recommendation';
import { NO_PREFERENCES } from '@marquee/contract/taste';
import { NOTHING_HIDDEN } from '#recommend/eligibility';
import { RecommendService } from '#recommend/recommend.service';
import { Refiner } from '#recommend/refiner';
import type { Taste } from '#recommend/taste';

/** Recommendations for people of whom nothing is kept: the request says it all. */
@Injectable()
export class StatelessService {
  constructor(
    private readonly recommender: RecommendService,
    private readonly refiner: Refiner,
  ) {}

  async recommend({ people, filters, ...request }: StatelessRequest): Promise<Recommendations> {
    const now = Date.now() / 1000;
    const tastes = (people ?? [request]).map((person) => tasteOf(person, now));
    const { items, total, modelVersion, degraded } = await this.recommender.recommend(tastes, {
      ...request,
      filters,
    });
    const [person, ...others] = tastes;
    const refined =
      request.strategy === 'refined' && person !== undefined && others.length === 0
        ? await this.refiner.refine(items, person)
        : { items, degraded: false };
    const worse = [...degraded, ...(refined.degraded ? (['language-model'] as const) : [])];
    return {
      items: [...refined.items],
      total,
      totalRelation: 'eq',
      nextCursor: null,
      listId: randomUUID(),
      strategy: request.strategy,
      modelVersion,
      changed: null,
      ...(worse.length === 0 ? {} : { degraded: worse }),
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
