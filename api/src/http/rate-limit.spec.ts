import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { RateLimits, requests } from '#http/rate-limit';
import type { Limit } from '#http/rate-limit';

const ALLOWANCE = 12;
const STRICT: Limit = { name: 'logins', points: ALLOWANCE, windowSeconds: 60 };

/** Limits that count in memory, as there is no Redis. */
const limits = () => new RateLimits(new Redis({ lazyConnect: true }));

/** How many of the requests are allowed. */
async function allowed(takes: readonly Promise<void>[]): Promise<number> {
  return (await Promise.allSettled(takes)).filter(({ status }) => status === 'fulfilled').length;
}

it.each([
  ['strict', STRICT],
  ['one that lets requests go ahead', requests(ALLOWANCE)],
])('a limit, %s, allows what it says, one after the other and all at once', async (_, limit) => {
  const [one, all] = [limits(), limits()];
  let count = 0;
  for (let request = 0; request < 40; request++) count += await allowed([one.take(limit, 'ada')]);
  expect(count).toBe(ALLOWANCE);
  await all.take(limit, 'ada');
  expect(await allowed(Array.from({ length: 40 }, () => all.take(limit, 'ada')))).toBe(ALLOWANCE - 1);
  await expect(all.take(limit, 'ada')).rejects.toMatchObject({ code: 'too-many-requests' });
  await expect(all.take(limit, 'ben')).resolves.toBeUndefined();
});

it('takes a heavy request for several', async () => {
  const heavy = limits();
  const limit = requests(ALLOWANCE);
  await heavy.take(limit, 'ada');
  expect(await allowed([2, 5, 5, 4].map((points) => heavy.take(limit, 'ada', points)))).toBe(2);
});
