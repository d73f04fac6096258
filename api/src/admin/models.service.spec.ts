import type { Database } from '@marquee/data/database';
import type { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { ModelsService } from '#admin/models.service';
import type { PersonTaste } from '#recommend/person-taste';
import type { RecommendService } from '#recommend/recommend.service';
import type { Recommenders } from '#recommend/recommenders';

it('does not undo a roll-back that another admin makes between its own two questions', async () => {
  const state = { live: 'bad', former: 'good' };
  let questions = 0;
  const promoted: string[] = [];
  /** What is true when it is asked; then the other admin rolls back. */
  const answer = <T>(value: T): Promise<T> => {
    if (++questions === 1) Object.assign(state, { live: 'good', former: 'bad' });
    return Promise.resolve(value);
  };
  const modelRuns = {
    live: () => answer({ version: state.live }),
    previousLive: () => answer(state.former),
    get: (version: string) =>
      Promise.resolve({ version, state: version === state.live ? 'live' : 'retired' }),
    promote: (version: string) => Promise.resolve(promoted.push(version)),
  };
  const service = new ModelsService(
    { modelRuns } as unknown as Database,
    { publish: () => Promise.resolve(0) } as unknown as Redis,
    { load: () => Promise.resolve(), look: () => Promise.resolve() } as unknown as Recommenders,
    {} as PersonTaste,
    {} as RecommendService,
  );
  await expect(service.rollBack('bad')).rejects.toMatchObject({ code: 'conflict' });
  expect(promoted).toEqual([]);
});
