import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#database';
import { anAccount } from '#testing/factories';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

let own: ThrowAwayDatabase;
let database: Database;
let userId: number;
const MINUTE = 60_000;
const inAMinute = (): Date => new Date(Date.now() + MINUTE);
const rotate = (tokenHash: string, nextHash: string) =>
  database.sessions.rotate({ tokenHash, nextHash, expiresAt: inAMinute() });
const standing = async (family: string) => (await database.sessions.standings([family])).get(family);
const holder = async (keyHash: string) => (await database.apiKeys.holders([keyHash])).get(keyHash);

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
  database = own.database;
  userId = (await anAccount(database)).id;
});
afterAll(async () => {
  await own.drop();
});

describe('a session', () => {
  it('stands from its beginning to its end, token after token', async () => {
    const family = await database.sessions.create({ userId, tokenHash: 'a1', expiresAt: inAMinute() });
    expect(await standing(family)).toMatchObject({ userId, role: 'user', disabled: false });
    expect(await rotate('a1', 'a2')).toEqual({ outcome: 'ok', userId, familyId: family });
    expect(await rotate('a2', 'a3')).toMatchObject({ outcome: 'ok' });
    await database.sessions.revokeByHash('a3');
    expect(await standing(family)).toBeUndefined();
    expect(await rotate('a3', 'a4')).toEqual({ outcome: 'unknown' });
  });

  it('ends for everybody when a token is used twice', async () => {
    const family = await database.sessions.create({ userId, tokenHash: 'b1', expiresAt: inAMinute() });
    await rotate('b1', 'b2');
    expect(await rotate('b1', 'b3')).toMatchObject({ outcome: 'reused' });
    expect(await standing(family)).toBeUndefined();
    expect(await rotate('b2', 'b4')).toEqual({ outcome: 'unknown' });
  });

  it('gives the successor to one alone of many who come at once', async () => {
    await database.sessions.create({ userId, tokenHash: 'c1', expiresAt: inAMinute() });
    const outcomes = await Promise.all([1, 2, 3, 4].map((n) => rotate('c1', `c1-${String(n)}`)));
    expect(outcomes.filter(({ outcome }) => outcome === 'ok')).toHaveLength(1);
  });

  it('runs out by itself', async () => {
    const past = new Date(Date.now() - 1);
    const family = await database.sessions.create({ userId, tokenHash: 'd1', expiresAt: past });
    expect(await standing(family)).toBeUndefined();
    expect(await rotate('d1', 'd2')).toEqual({ outcome: 'unknown' });
    expect(await database.sessions.purge()).toBeGreaterThan(0);
  });

  it('ends with all the others of its person but the present one', async () => {
    const families = await Promise.all(
      ['e1', 'e2', 'e3'].map((tokenHash) =>
        database.sessions.create({ userId, tokenHash, expiresAt: inAMinute() }),
      ),
    );
    await database.sessions.revokeAll(userId, families[1]);
    const standings = await Promise.all(families.map(standing));
    expect(standings.map((one) => one !== undefined)).toEqual([false, true, false]);
    await database.sessions.revokeFamily(families[1]!);
    expect(await standing(families[1]!)).toBeUndefined();
    expect(await standing('no uuid')).toBeUndefined();
  });

  it('shows at once that the person has been disabled', async () => {
    const ben = await anAccount(database, 'Ben');
    const family = await database.sessions.create({
      userId: ben.id,
      tokenHash: 'f1',
      expiresAt: inAMinute(),
    });
    await database.users.update(ben.id, { disabled: true, role: 'admin' });
    expect(await standing(family)).toMatchObject({ disabled: true, role: 'admin' });
  });
});

describe('an API key', () => {
  it('is found by its hash, tells when it was used, and is gone when removed', async () => {
    const key = await database.apiKeys.create({
      userId,
      name: 'phone',
      prefix: 'mq_12',
      keyHash: 'hash of the key',
      scopes: ['read', 'write'],
    });
    expect(key).toMatchObject({
      name: 'phone',
      prefix: 'mq_12',
      scopes: ['read', 'write'],
      lastUsedAt: null,
    });
    expect(await holder('hash of the key')).toMatchObject({
      id: key.id,
      userId,
      scopes: ['read', 'write'],
      disabled: false,
    });
    expect(await holder('another')).toBeUndefined();
    await expect
      .poll(async () => (await database.apiKeys.list(userId))[0]?.lastUsedAt)
      .toMatch(/^\d{4}-\d\d-\d\dT/);
    const stranger = await anAccount(database, 'Cem');
    expect(await database.apiKeys.remove(stranger.id, key.id)).toBe(false);
    expect(await database.apiKeys.remove(userId, key.id)).toBe(true);
    expect(await holder('hash of the key')).toBeUndefined();
    expect(await database.apiKeys.remove(userId, 'no uuid')).toBe(false);
  });
});
