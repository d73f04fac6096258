import { setImmediate as givingWay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Replay } from '@marquee/contract/experiment';
import type { DegradedPart } from '@marquee/contract/filters';
import { ProblemError } from '@marquee/contract/problem';
import type { Database } from '@marquee/data/database';
import type { SeenList } from '@marquee/data/repositories/interleavings.repository';
import { replay } from '@marquee/recommender/interleave-replay';
import type { LoggedList } from '@marquee/recommender/interleave-replay';
import { DATABASE } from '#infrastructure/tokens';
import { PersonTaste } from '#recommend/person-taste';
import { RecommendService } from '#recommend/recommend.service';
import { Recommenders } from '#recommend/recommenders';
import type { LiveModel } from '#recommend/recommenders';

/** The latest lists that are asked for again: some seconds of work, between which others are answered. */
const MOST_LISTS = 300;
const SEED = 1;

/** Judges a strategy that nobody was shown by the lists that an experiment has logged. */
@Injectable()
export class ReplayService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly recommenders: Recommenders,
    private readonly recommender: RecommendService,
    private readonly taste: PersonTaste,
  ) {}

  /** @throws ProblemError `not-found` when the model's file is gone, `conflict` when there is no model at all. */
  async replay(experimentId: string, strategy: Replay['strategy'], modelVersion?: string): Promise<Replay> {
    const model = await this.model(modelVersion);
    const seen = await this.database.interleavings.replayable(experimentId, MOST_LISTS);
    const lists: LoggedList[] = [];
    const worse = new Set<DegradedPart>();
    for (const list of seen) {
      const { movies, wantedA, wantedB, chosen } = list;
      const { items, degraded } = await this.wanted(list, strategy, model);
      for (const part of degraded) worse.add(part);
      const wanted = items.map(({ movie }) => movie.id);
      lists.push({ a: wantedA, b: wantedB, shown: movies, chosen: new Set(chosen), wanted });
      await givingWay();
    }
    const { support, lists: count, ...choices } = replay(lists, { seed: SEED });
    const asItWas = lists.map((list) => ({
      ...list,
      a: list.shown,
      b: list.shown,
      wanted: list.shown.slice(0, judged(list.shown)),
    }));
    const { value, low, high } = replay(asItWas, { seed: SEED });
    return {
      strategy,
      modelVersion: model.version,
      lists: count,
      choices,
      support,
      shown: { value, low, high },
      ...(worse.size === 0 ? {} : { degraded: [...worse] }),
    };
  }

  /** What the strategy would have shown then: with the ratings of that moment, and today's wishes. */
  private async wanted({ userId, at, movies }: SeenList, strategy: Replay['strategy'], model: LiveModel) {
    const taste = await this.taste.of(userId);
    const history = taste.history.filter(({ time }) => time * 1000 < at.getTime());
    return await this.recommender.recommend([{ ...taste, history }], {
      strategy,
      model,
      limit: judged(movies),
      filters: {},
      exclude: [],
      explain: false,
      fairness: 0,
    });
  }

  private async model(version: string | undefined): Promise<LiveModel> {
    const live = this.recommenders.live();
    if (version !== undefined && version !== live?.version)
      return { version, recommender: await this.recommenders.load(version) };
    if (live === null) throw new ProblemError('conflict', 'There is no model yet; train one first.');
    return live;
  }
}

/** Each side fills half of a mixed list: what a ranking has further down could never be shown. */
const judged = (movies: readonly number[]): number => Math.ceil(movies.length / 2);
