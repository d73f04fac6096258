import { randomUUID } from 'node:crypto';
import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '#database';
import type { OneRating } from '#repositories/save-ratings';
import { aFilm, anAccount } from '#testing/factories';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

const UNKNOWN_FILM = 999_999;
const HOUR = 60 * 60 * 1000;

let own: ThrowAwayDatabase;
let database: Database;
let film: number;

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
  database = own.database;
  film = await aFilm(database, { title: 'Up' });
});
afterAll(async () => {
  await own.drop();
});

interface Case {
  readonly rating: OneRating;
  readonly outcome: string;
}

/** One rating of a new person in each case. */
async function cases(): Promise<Case[]> {
  const someone = async (): Promise<number> =>
    (await anAccount(database, `Person ${randomUUID().slice(0, 8)}`)).id;
  const login = async (userId: number, hours = 1): Promise<string> =>
    await database.sessions.create({
      userId,
      tokenHash: randomUUID(),
      expiresAt: new Date(Date.now() + hours * HOUR),
    });
  const ended = async (userId: number): Promise<string> => {
    const session = await login(userId);
    await database.sessions.revokeFamily(session);
    return session;
  };
  const disabled = async (userId: number): Promise<string> => {
    await database.users.update(userId, { disabled: true });
    return await login(userId);
  };
  const given = async (
    outcome: string,
    sessionOf: (userId: number) => Promise<string | undefined>,
    movieId = film,
  ): Promise<Case> => {
    const userId = await someone();
    const session = await sessionOf(userId);
    return { rating: { userId, movieId, rating: 4, ...(session === undefined ? {} : { session }) }, outcome };
  };
  return [
    await given('saved', (userId) => login(userId)),
    await given('saved', () => Promise.resolve(undefined)),
    await given('no session', ended),
    await given('no session', (userId) => login(userId, -1)),
    await given('no session', async () => await login(await someone())),
    await given('no session', disabled),
    await given('no session', ended, UNKNOWN_FILM),
    await given('no movie', (userId) => login(userId), UNKNOWN_FILM),
  ];
}

it.each([
  {
    name: 'alone',
    write: async (ratings: readonly OneRating[]) => {
      const outcomes: string[] = [];
      for (const rating of ratings) outcomes.push(await database.ratings.rate(rating));
      return outcomes;
    },
  },
  { name: 'together', write: (ratings: readonly OneRating[]) => database.ratings.rateTogether(ratings) },
])('changes nothing for a login that does not stand ($name)', async ({ write }) => {
  const given = await cases();
  const before = (await database.movies.byId(film))!.ratingCount!;
  expect(await write(given.map(({ rating }) => rating))).toEqual(given.map(({ outcome }) => outcome));
  for (const { rating, outcome } of given) {
    expect(await database.ratings.countOf(rating.userId)).toBe(outcome === 'saved' ? 1 : 0);
    expect(await database.users.revisionOf(rating.userId)).toBe(outcome === 'saved' ? 1 : 0);
  }
  expect((await database.movies.byId(film))!.ratingCount).toBe(before + 2);
});
