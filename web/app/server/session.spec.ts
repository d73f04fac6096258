import type { Session } from '@marquee/contract/account';
import { describe, expect, it } from 'vitest';
import { cookieLine, readCookies } from './cookies.ts';
import { sealWith } from './sealed-cookie.server.ts';
import { openTokens, Refresher, tokensOf } from './session.server.ts';
import type { Tokens } from './session.server.ts';

const NOW = 1_000_000;

const aSession = (changes: Partial<Session> = {}): Session => ({
  accessToken: 'access',
  expiresIn: 900,
  refreshToken: 'refresh-2',
  user: {
    id: '00000000-0000-4000-8000-000000000001',
    email: 'ada@example.org',
    name: 'Ada',
    role: 'user',
    ratingCount: 0,
    createdAt: '2026-01-01T00:00:00.000Z',
  },
  ...changes,
});

const expired: Tokens = { access: 'old', refresh: 'refresh-1', expires: NOW - 1, name: 'Ada', role: 'user' };

describe('the session cookie', () => {
  const seal = sealWith('a secret of at least thirty-two letters', 'session');

  it('opens what it sealed', () => {
    const tokens = tokensOf(aSession(), NOW);
    expect(openTokens(seal, seal.seal(tokens))).toEqual(tokens);
  });

  it('opens nothing that was altered, made elsewhere or for another purpose', () => {
    const text = seal.seal(tokensOf(aSession()));
    const altered = text.slice(0, -2) + (text.endsWith('A') ? 'BB' : 'AA');
    expect(openTokens(seal, altered)).toBeNull();
    expect(openTokens(seal, '')).toBeNull();
    expect(openTokens(seal, 'nonsense')).toBeNull();
    expect(openTokens(sealWith('another secret of thirty-two letters', 'session'), text)).toBeNull();
    expect(openTokens(sealWith('a secret of at least thirty-two letters', 'other'), text)).toBeNull();
  });

  it('is closed to scripts and to other sites', () => {
    const line = cookieLine('name', 'value', { maxAgeSeconds: 60, secure: true });
    expect(line).toBe('name=value; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure');
    expect(readCookies('a=1; name=value=; b').get('name')).toBe('value=');
  });
});

describe('Refresher', () => {
  it('keeps tokens that are still good', async () => {
    const refresher = new Refresher(() => Promise.reject(new Error('not asked')));
    const tokens = { ...expired, expires: NOW + 600_000 };
    expect(await refresher.fresh(tokens, NOW)).toEqual({ kind: 'kept', tokens });
  });

  it('uses a refresh token once, however many requests carry it', async () => {
    const asked: string[] = [];
    const refresher = new Refresher((token) => {
      asked.push(token);
      return Promise.resolve(aSession());
    });
    const all = await Promise.all([1, 2, 3].map(() => refresher.fresh(expired, NOW)));
    expect(await refresher.fresh(expired, NOW)).toEqual(all[0]);
    expect(all.every((outcome) => outcome.kind === 'renewed' && outcome.tokens.refresh === 'refresh-2')).toBe(
      true,
    );
    expect(asked).toEqual(['refresh-1']);
  });

  it('ends the session when the API refuses the token', async () => {
    const refresher = new Refresher(() => Promise.resolve(null));
    expect(await refresher.fresh(expired, NOW)).toEqual({ kind: 'ended' });
  });

  it('keeps the cookie when the API is away, and asks again', async () => {
    let asked = 0;
    const refresher = new Refresher(() => {
      asked += 1;
      return asked === 1 ? Promise.reject(new Error('away')) : Promise.resolve(aSession());
    });
    expect(await refresher.fresh(expired, NOW)).toEqual({ kind: 'unknown' });
    expect((await refresher.fresh(expired, NOW)).kind).toBe('renewed');
  });
});
