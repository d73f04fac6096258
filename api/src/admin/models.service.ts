import { Inject, Injectable } from '@nestjs/common';
import type { compareSchema, ModelRun } from '@marquee/contract/admin';
import { liveChannel } from '@marquee/contract/jobs';
import type { LiveMessage } from '@marquee/contract/jobs';
import { ProblemError } from '@marquee/contract/problem';
import { NO_PREFERENCES } from '@marquee/contract/taste';
import type { Database } from '@marquee/data/database';
import type { Redis } from 'ioredis';
import type { z } from 'zod';
import { DATABASE, REDIS } from '#infrastructure/tokens';
import { NOTHING_HIDDEN } from '#recommend/eligibility';
import { PersonTaste } from '#recommend/person-taste';
import { RecommendService } from '#recommend/recommend.service';
import type { Recommendations, Wanted } from '#recommend/recommend.service';
import { Recommenders } from '#recommend/recommenders';

type Comparison = z.infer<typeof compareSchema>;

interface CompareRequest {
  readonly left: string;
  readonly right: string;
  readonly user: string;
  readonly limit: number;
}

/** What is compared: what the models say, without the person's wishes. */
const PLAIN: Omit<Wanted, 'limit'> = {
  strategy: 'stacked',
  filters: {},
  exclude: [],
  explain: false,
  fairness: 0,
};

/** The registry of model runs: which is live, which was, and how two differ for a person. */
@Injectable()
export class ModelsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(REDIS) private readonly redis: Redis,
    private readonly recommenders: Recommenders,
    private readonly taste: PersonTaste,
    private readonly recommend: RecommendService,
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
    await this.redis.publish(liveChannel(this.redis.options.db), JSON.stringify(message)).catch(() => 0);
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
    const models = await Promise.all(
      [left, right].map(async (version) => ({ version, recommender: await this.recommenders.load(version) })),
    );
    const wishless = { history, preferences: NO_PREFERENCES, hidden: NOTHING_HIDDEN };
    const [one, other] = (await Promise.all(
      models.map((model) => this.recommend.recommend([wishless], { ...PLAIN, model, limit })),
    )) as [Recommendations, Recommendations];
    const ids = new Set(one.items.map(({ movie }) => movie.id));
    const both = other.items.filter(({ movie }) => ids.has(movie.id)).length;
    const degraded = [...new Set([...one.degraded, ...other.degraded])];
    return {
      left: { version: left, items: [...one.items] },
      right: { version: right, items: [...other.items] },
      overlap: both / Math.max(1, one.items.length, other.items.length),
      ...(degraded.length === 0 ? {} : { degraded }),
    };
  }
}
