import type { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import type { Metrics } from '#health/metrics';
import { PersonCache, soon } from '#recommend/person-cache';
import type { Recommenders } from '#recommend/recommenders';

const NEVER = new Promise<never>(() => undefined);
const FRESH = { json: '{"title":"Amélie"}', until: null };

/** A Redis that has one answer after the other to the same question, and gives none to what nobody should wait for. */
function cacheOver(answers: (string | null)[]) {
  const asked: string[] = [];
  const redis = {
    getBuffer: () => Promise.resolve(answers.shift() ?? null),
    set: (key: string, value: string | Buffer) => {
      asked.push(`set ${key} ${String(value)}`);
      return key.startsWith('lock:') ? Promise.resolve('OK') : NEVER;
    },
    del: (key: string) => {
      asked.push(`del ${key}`);
      return NEVER;
    },
  };
  const cache = new PersonCache(
    redis as unknown as Redis,
    { cacheLookup: () => undefined } as unknown as Metrics,
    { answersVersion: 'v' } as Recommenders,
  );
  const answer = () =>
    cache.answer({ userId: 1, revision: 2, name: 'list' }, () => {
      asked.push('compute');
      return Promise.resolve(FRESH);
    });
  return { asked, answer };
}

const KEY = 'answer:1:2:v:list';

it('lets nobody wait until an answer is kept, and keeps it before others may compute it', async () => {
  const { asked, answer } = cacheOver([]);
  expect(String(await answer())).toBe(FRESH.json);
  expect(asked).toEqual([`set lock:${KEY} 1`, 'compute', `set ${KEY} ${FRESH.json}`, `del lock:${KEY}`]);
});

it('computes no answer that another process has kept between the first look and the lock', async () => {
  const { asked, answer } = cacheOver([null, '{"by":"another"}']);
  expect(await answer()).toBe('{"by":"another"}');
  expect(asked).toEqual([`set lock:${KEY} 1`, `del lock:${KEY}`]);
});

it('keeps an answer that is worse than usual for half a minute, or for less where it is wrong before that', () => {
  const now = Date.now();
  const [alone, later] = [null, new Date(now + 3_600_000)].map((until) => soon(until).getTime() - now);
  expect(alone).toBeGreaterThan(29_000);
  expect(alone).toBeLessThan(31_000);
  expect(Math.abs(later! - alone!)).toBeLessThan(1000);
  const before = new Date(now + 5000);
  expect(soon(before)).toBe(before);
});
