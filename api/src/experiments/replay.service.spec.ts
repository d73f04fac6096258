import { NO_PREFERENCES } from '@marquee/contract/taste';
import type { Database } from '@marquee/data/database';
import { expect, it } from 'vitest';
import { ReplayService } from '#experiments/replay.service';
import { NOTHING_HIDDEN } from '#recommend/eligibility';
import type { PersonTaste } from '#recommend/person-taste';
import type { RecommendService } from '#recommend/recommend.service';
import type { Recommenders } from '#recommend/recommenders';

/** A replay of two logged lists, one of which is made again without Elasticsearch when it is away. */
async function replayed(isAway: boolean) {
  const list = (at: number) => ({
    ...{ userId: at, at: new Date(1000), movies: [1, 2], wantedA: [1, 2], wantedB: [2, 1], chosen: [1] },
  });
  const taste = { history: [], preferences: NO_PREFERENCES, hidden: NOTHING_HIDDEN, until: null };
  let made = 0;
  const recommend = () =>
    Promise.resolve({
      items: [{ movie: { id: 1 } }],
      degraded: isAway && made++ === 0 ? ['elasticsearch'] : [],
    });
  const service = new ReplayService(
    { interleavings: { replayable: () => Promise.resolve([list(1), list(2)]) } } as unknown as Database,
    { live: () => ({ version: 'v1' }) } as unknown as Recommenders,
    { recommend } as unknown as RecommendService,
    { of: () => Promise.resolve(taste) } as unknown as PersonTaste,
  );
  return await service.replay('any', 'als');
}

it('says when lists that are judged were made without Elasticsearch', async () => {
  expect((await replayed(true)).degraded).toEqual(['elasticsearch']);
  const whole = await replayed(false);
  expect(whole.degraded).toBeUndefined();
  expect(whole.lists).toBe(2);
});
