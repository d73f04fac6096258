import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@marquee/data/database';
import type { Interleaving } from '@marquee/data/repositories/interleavings.repository';
import { teamDraft } from '@marquee/recommender/interleave';
import { seededRandom } from '@marquee/recommender/random';
import { RunningExperiment } from '#experiments/running-experiment';
import type { Running, Side } from '#experiments/running-experiment';
import { DATABASE } from '#infrastructure/tokens';
import { RecommendService } from '#recommend/recommend.service';
import type { Recommendations, Wanted } from '#recommend/recommend.service';
import type { LiveModel } from '#recommend/recommenders';
import type { Taste } from '#recommend/taste';

/** A list, and how it was mixed if it was. */
export interface Mixed {
  readonly list: Recommendations;
  readonly mix: Pick<Interleaving, 'experimentId' | 'items' | 'wantedA' | 'wantedB'> | null;
}

/** Lists that people of the running experiment get: both sides' by team draft. */
@Injectable()
export class MixedLists {
  constructor(
    private readonly experiment: RunningExperiment,
    private readonly recommender: RecommendService,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  /** The experiment that a person takes part in; asked once a request, so that cache key and list agree. */
  of(userId: number): Running | null {
    return this.experiment.of(userId);
  }

  /** The model that is live at this moment. */
  live(): LiveModel | null {
    return this.recommender.live();
  }

  /** One person's list without any experiment. */
  async plain(taste: Taste, wanted: Wanted): Promise<Recommendations> {
    return await this.recommender.recommend([taste], wanted);
  }

  /** Mixed when there is an experiment; the coins come from the list's id. */
  async recommend(
    taste: Taste,
    wanted: Wanted,
    { running, listId }: { readonly running: Running | null; readonly listId: string },
  ): Promise<Mixed> {
    if (running === null) return { list: await this.plain(taste, wanted), mix: null };
    const sideList = ({ strategy, model }: Side) =>
      this.recommender.recommend([taste], { ...wanted, strategy, model });
    const [a, b] = await Promise.all([sideList(running.a), sideList(running.b)]);
    const [wantedA, wantedB] = [a, b].map(({ items }) => items.map(({ movie }) => movie.id)) as [
      number[],
      number[],
    ];
    const random = seededRandom(Number.parseInt(listId.slice(0, 8), 16));
    const drafted = teamDraft(wantedA, wantedB, { limit: wanted.limit, random });
    const found = {
      a: new Map(a.items.map((item) => [item.movie.id, item])),
      b: new Map(b.items.map((item) => [item.movie.id, item])),
    };
    const items = drafted.map(({ movieId, team }) => found[team].get(movieId)!);
    return {
      list: { ...a, items, degraded: [...new Set([...a.degraded, ...b.degraded])] },
      mix: { experimentId: running.id, items: drafted, wantedA, wantedB },
    };
  }

  /** Keeps which side each film came from, before anybody sees the list. */
  async log(mix: Mixed['mix'], list: Pick<Interleaving, 'listId' | 'userId' | 'replayable'>): Promise<void> {
    if (mix !== null && mix.items.length > 0) await this.database.interleavings.add({ ...mix, ...list });
  }
}
