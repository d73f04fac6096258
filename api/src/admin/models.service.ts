import { Inject, Injectable } from '@nestjs/common';
import type { compareSchema, ModelRun } from '@marquee/contract/admin';
import { LIVE_CHANNEL } from '@marquee/contract/jobs';
import type { LiveMessage } from '@marquee/contract/jobs';
import { ProblemError } from '@marquee/contract/problem';
import type { Database } from '@marquee/data/database';
import type { Recommender } from '@marquee/recommender/recommender';
import type { Redis } from 'ioredis';
import type { z } from 'zod';
import { DATABASE, REDIS } from '#infrastructure/tokens';
import { Catalogue, summaryOf } from '#recommend/catalogue';
import { PersonTaste } from '#recommend/person-taste';
import { Recommenders } from '#recommend/recommenders';

type Comparison = z.infer<typeof compareSchema>;
type List = Comparison['left']['items'];

interface CompareRequest {
  readonly left: string;
  readonly right: string;
  readonly user: string;
  readonly limit: number;
}

/** The registry of model runs: which is live, which was, and how two differ for a person. */
@Injectable()
export class ModelsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(REDIS) private readonly redis: Redis,
    private readonly recommenders: Recommenders,
    private readonly taste: PersonTaste,
    private readonly catalogue: Catalogue,
  ) {}

  async list(): Promise<ModelRun[]> {
    return await this.database.modelRuns.list();
  }

  /** @throws ProblemError `not-found` */
  async one(version: string): Promise<ModelRun> {
    const run = await this.database.modelRuns.get(version);
    if (run === undefined) throw new ProblemError('not-found', `There is no model ${version}.`);
    return run;
  }

  /** One row changes, in one transaction; every API process takes it up by message, or when it looks next. */
  async promote(version: string): Promise<ModelRun> {
    const run = await this.one(version);
    if (run.state === 'live') return run;
    await this.recommenders.load(version).catch((cause: unknown) => {
      throw new ProblemError('conflict', `The file of model ${version} is gone or damaged.`, { cause });
    });
    await this.database.modelRuns.promote(version);
    const message: LiveMessage = { kind: 'model', version };
    await this.redis.publish(LIVE_CHANNEL, JSON.stringify(message)).catch(() => 0);
    await this.recommenders.look();
    return await this.one(version);
  }

  /**
   * @param from the model that is to be left: of two roll-backs at once the second must not undo the first
   * @throws ProblemError `conflict` when there was no model before, or another is live than was to be left
   */
  async rollBack(from?: string): Promise<ModelRun> {
    // Read before what is live: after a roll-back in between, `from` itself would be the former one.
    const former = await this.database.modelRuns.previousLive();
    const live = await this.database.modelRuns.live();
    if (from !== undefined && live?.version !== from)
      throw new ProblemError('conflict', `Model ${from} is not live any more.`);
    if (former === undefined) throw new ProblemError('conflict', 'There is no former model to go back to.');
    return await this.promote(former);
  }

  /** @throws ProblemError `not-found` */
  async compare({ left, right, user, limit }: CompareRequest): Promise<Comparison> {
    const person = await this.database.users.findByPublicId(user);
    if (person === undefined) throw new ProblemError('not-found', 'There is no person with this id.');
    const { history } = await this.taste.of(person.id);
    const [one, other] = await Promise.all([this.recommenders.load(left), this.recommenders.load(right)]);
    const lists = [one, other].map((recommender) => this.listOf(recommender, history, limit));
    const [leftItems, rightItems] = [lists[0] ?? [], lists[1] ?? []];
    const ids = new Set(leftItems.map(({ movie }) => movie.id));
    const both = rightItems.filter(({ movie }) => ids.has(movie.id)).length;
    return {
      left: { version: left, items: leftItems },
      right: { version: right, items: rightItems },
      overlap: both / Math.max(1, leftItems.length, rightItems.length),
    };
  }

  private listOf(
    recommender: Recommender,
    history: Parameters<Recommender['recommend']>[1],
    limit: number,
  ): List {
    return recommender.recommend('stacked', history, { limit }).flatMap(({ movieId, score, source }) => {
      const movie = this.catalogue.get(movieId);
      if (movie === undefined) return [];
      return [
        {
          movie: summaryOf(movie),
          score,
          predictedRating: null,
          confidence: null,
          source: source as List[number]['source'],
        },
      ];
    });
  }
}
