import type { Home } from '@marquee/contract/recommendation';
import { NO_PREFERENCES } from '@marquee/contract/taste';
import { expect, it } from 'vitest';
import type { MixedLists } from '#experiments/mixed-lists';
import type { Catalogue } from '#recommend/catalogue';
import { NOTHING_HIDDEN } from '#recommend/eligibility';
import { HomeService } from '#recommend/home.service';
import type { Fresh, PersonCache } from '#recommend/person-cache';
import type { PersonTaste } from '#recommend/person-taste';
import type { SimilarRows } from '#recommend/similar-rows';

/** What is kept of a home page of which rows were made without Elasticsearch. */
async function kept(degradedRows: ReadonlySet<string>): Promise<Fresh> {
  const made = (row: string) => ({
    items: [],
    total: 0,
    modelVersion: 'v1',
    degraded: degradedRows.has(row) ? (['elasticsearch'] as const) : [],
  });
  let fresh: Fresh | undefined;
  const cache = {
    answer: async (_key: unknown, compute: () => Promise<Fresh>) => (fresh = await compute()).json,
  };
  const history = [{ movieId: 1, rating: 5, time: 0 }];
  const taste = { history, preferences: NO_PREFERENCES, hidden: NOTHING_HIDDEN, until: null };
  const lists = {
    of: () => null,
    live: () => null,
    recommend: () => Promise.resolve({ list: made('for-you'), mix: null }),
    plain: (_taste: unknown, { strategy }: { readonly strategy: string }) => Promise.resolve(made(strategy)),
    log: () => Promise.resolve(),
  };
  const home = new HomeService(
    cache as unknown as PersonCache,
    { of: () => Promise.resolve(taste) } as unknown as PersonTaste,
    lists as unknown as MixedLists,
    { row: () => Promise.resolve(made('similar')) } as unknown as SimilarRows,
    { get: () => ({ id: 1, title: 'Heat', year: 1995 }) } as unknown as Catalogue,
  );
  await home.answer({ userId: 1, revision: 1 });
  return fresh!;
}

it.each(['for-you', 'similar', 'stacked', 'popular'])(
  'keeps a page for a short time when Elasticsearch is away by the row %s',
  async (row) => {
    const { json, until } = await kept(new Set([row]));
    expect((JSON.parse(json) as Home).degraded).toEqual(['elasticsearch']);
    expect(until!.getTime()).toBeLessThanOrEqual(Date.now() + 30_000);
  },
);

it('keeps a page that lacks nothing until the person’s taste changes', async () => {
  const { json, until } = await kept(new Set());
  expect((JSON.parse(json) as Home).degraded).toBeUndefined();
  expect(until).toBeNull();
});
