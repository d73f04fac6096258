import { parseEnvironment } from '@marquee/contract/environment';
import { afterEach, describe, expect, it } from 'vitest';
import { PermanentFailure, TransientFailure } from '#outcome';
import { aFakeFilm, aFakeTmdb, answering, cut, FAKE_KEY, silent } from '#testing/fake-tmdb';
import type { FakeTmdb, Fault } from '#testing/fake-tmdb';
import { pauseMs, TmdbClient, UnreadableAnswer } from '#tmdb/tmdb-client';

let fake: FakeTmdb | undefined;
afterEach(async () => {
  await fake?.close();
});

const now = { 'retry-after': '0' };

/** A client of a TMDB that knows films 1 to 45, 7 in a form that nobody can read. */
async function aTmdb(faults: readonly Fault[] = [], key = FAKE_KEY) {
  const films = Array.from({ length: 45 }, (_, k) => aFakeFilm(k + 1, k === 6 ? { runtime: 'long' } : {}));
  fake = await aFakeTmdb(films, faults);
  const environment = parseEnvironment({ TMDB_URL: fake.url, TMDB_API_KEY: key });
  const { signal } = new AbortController();
  return { client: new TmdbClient(environment, signal, { spacingMs: 0, timeoutMs: 200 }), asked: fake.asked };
}

describe('the TMDB client', () => {
  it('reads a film with its people and keywords', async () => {
    const { client } = await aTmdb();
    expect(await client.movie(2)).toMatchObject({
      id: 2,
      credits: { cast: [{ name: 'An Actor' }] },
      keywords: { keywords: [{ name: 'robot' }] },
    });
  });

  it('tells an unknown id from a known one', async () => {
    const { client } = await aTmdb();
    expect([await client.exists(99), await client.exists(2), await client.movie(99)]).toEqual([
      false,
      true,
      undefined,
    ]);
  });

  it('lists the films with the most votes page by page', async () => {
    const { client } = await aTmdb();
    expect(await client.mostVoted(1)).toMatchObject({ isLast: false });
    expect(await client.mostVoted(3)).toEqual({ ids: [41, 42, 43, 44, 45], isLast: true });
  });

  it.each([
    ['is busy', answering(429, now)],
    ['fails', answering(502, now)],
    ['cuts its answer', cut],
    ['is too slow', silent],
  ])('asks again when it %s', async (_what, fault) => {
    const { client, asked } = await aTmdb([fault]);
    expect(await client.movie(2)).toMatchObject({ id: 2 });
    expect(asked).toEqual(['/3/movie/2', '/3/movie/2']);
  });

  it('gives up for now on a server that keeps failing, and for good on a refused key', async () => {
    const failing = await aTmdb(Array.from({ length: 4 }, () => answering(503, now)));
    await expect(failing.client.exists(1)).rejects.toThrow(TransientFailure);
    const refusing = await aTmdb([], 'another-key');
    await expect(refusing.client.exists(1)).rejects.toThrow(/check TMDB_API_KEY/);
    expect(refusing.asked.length).toBe(1);
  });

  it('says which field of an answer cannot be read', async () => {
    const { client } = await aTmdb();
    await expect(client.movie(7)).rejects.toThrow(UnreadableAnswer);
    await expect(client.movie(7)).rejects.toThrow(/movie\/7 cannot be read: runtime/);
  });

  it('spaces requests that run side by side', async () => {
    fake = await aFakeTmdb([aFakeFilm(1)]);
    const environment = parseEnvironment({ TMDB_URL: fake.url, TMDB_API_KEY: FAKE_KEY });
    const client = new TmdbClient(environment, new AbortController().signal, { spacingMs: 40 });
    const since = performance.now();
    await Promise.all([1, 1, 1, 1, 1].map((id) => client.exists(id)));
    expect(performance.now() - since).toBeGreaterThan(4 * 40 - 5);
  });

  it('says what to set when there is no key', () => {
    const without = () => new TmdbClient(parseEnvironment({}), new AbortController().signal);
    expect(without).toThrow(PermanentFailure);
    expect(without).toThrow(/Set TMDB_API_KEY/);
  });

  it('reads Retry-After in both of its forms', () => {
    const now = Date.parse('2026-11-24T10:00:00Z');
    expect(pauseMs('7', 0, now)).toBe(7000);
    expect(pauseMs('Tue, 24 Nov 2026 10:00:03 GMT', 0, now)).toBe(3000);
    expect(pauseMs('soon', 1, now)).toBe(1000);
    expect(pauseMs(null, 2, now)).toBe(2000);
    expect(pauseMs('86400', 0, now)).toBe(60_000);
  });
});
