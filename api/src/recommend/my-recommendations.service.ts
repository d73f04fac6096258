import { Injectable } from '@nestjs/common';
import type { MyRecommendationsQuery } from '@marquee/contract/recommendation';
import { MixedLists } from '#experiments/mixed-lists';
import { PersonCache } from '#recommend/person-cache';
import type { Revision } from '#recommend/person-cache';
import { PersonalLists } from '#recommend/personal-lists';

/** Whoever asks for another strategy by name takes part in no experiment with that list. */
const DEFAULT_STRATEGY = 'stacked';

/** A person's lists, out of the cache or made now. */
@Injectable()
export class MyRecommendationsService {
  constructor(
    private readonly cache: PersonCache,
    private readonly mixed: MixedLists,
    private readonly lists: PersonalLists,
  ) {}

  /** JSON, ready to be sent. */
  async answer({ userId, revision }: Revision, query: MyRecommendationsQuery): Promise<string | Buffer> {
    const running = query.strategy === DEFAULT_STRATEGY ? this.mixed.of(userId) : null;
    const key = { userId, revision, name: `list${running?.key ?? ''}:${JSON.stringify(query)}` };
    return await this.cache.answer(key, async () => {
      const { list, until } = await this.lists.compute(userId, query, running);
      return { json: JSON.stringify(list), until };
    });
  }
}
