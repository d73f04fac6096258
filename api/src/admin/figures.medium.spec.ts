import { redisDatabase } from '@marquee/contract/testing/test-services';
import type { Session } from '@marquee/contract/account';
import type { cachesSchema, peopleStatsSchema, searchStatsSchema } from '@marquee/contract/admin';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { aProduct } from '#testing/product';
import type { Product } from '#testing/product';

/** A Redis database of its own: an answer for another test's person of the same number would be found there. */
const REDIS_URL = redisDatabase(6);
let product: Product;
let admin: Session;
beforeAll(async () => {
  const redis = new Redis(REDIS_URL);
  await redis.flushdb();
  redis.disconnect();
  product = await aProduct({ trained: false, changes: { REDIS_URL } });
  admin = await product.anAdmin();
}, 120_000);
afterAll(async () => {
  await product.close();
});

const figures = async <Schema extends z.ZodType>(path: string) => {
  const { status, body } = await product.ask<z.infer<Schema>>(`GET /v1/admin/${path}`, {
    token: admin.accessToken,
  });
  expect([path, status]).toEqual([path, 200]);
  return body;
};
const today = new Date().toISOString().slice(0, 10);

describe('the figures for admins', () => {
  it('tell who is here and what they do, day by day', async () => {
    const person = await product.aPerson();
    await product.ask('PUT /v1/me/ratings/1990001', { token: person.accessToken, body: { rating: 4 } });
    // Noted by the requests themselves, with nobody waiting for it.
    await expect
      .poll(async () => (await figures<typeof peopleStatsSchema>('users/stats')).active.day)
      .toBe(2);
    const stats = await figures<typeof peopleStatsSchema>('users/stats');
    expect(stats).toMatchObject({ accounts: 2, disabled: 0 });
    expect(stats.active.month).toBeGreaterThanOrEqual(stats.active.day);
    expect(stats.perDay).toHaveLength(30);
    expect(stats.perDay.at(-1)).toEqual({ day: today, joined: 2, ratings: 1 });
  });

  it('tell what was searched, also on days without any search', async () => {
    const { searchLog } = product.database;
    await searchLog.add({ query: 'Heat', mode: 'text', results: 3 });
    await searchLog.clicked(await searchLog.add({ query: 'heat', mode: 'text', results: 3 }), 1);
    await searchLog.add({ query: 'qqq', mode: 'text', results: 0 });
    const stats = await figures<typeof searchStatsSchema>('search-stats?days=7');
    expect(stats.perDay).toHaveLength(7);
    expect(stats.perDay.at(-1)).toEqual({ day: today, searches: 3, withoutResult: 1, clicked: 1 });
    expect(stats.perDay[0]).toMatchObject({ searches: 0 });
    expect(stats.top[0]).toEqual({ query: 'heat', count: 2 });
  });

  it('tell what the caches hold and how often they help', async () => {
    const before = await figures<typeof cachesSchema>('caches');
    const person = await product.aPerson();
    for (const _ of [1, 2, 3]) await product.ask('GET /v1/me/home', { token: person.accessToken });
    const after = await figures<typeof cachesSchema>('caches');
    expect(after.answers.misses - before.answers.misses).toBe(1);
    expect(after.answers.hits - before.answers.hits).toBe(2);
    expect(after.kinds.find(({ name }) => name === 'answer')?.keys).toBeGreaterThan(0);
    expect(after.kinds.reduce((sum, { keys }) => sum + keys, 0)).toBeLessThanOrEqual(after.keys + 50);
  });
});
