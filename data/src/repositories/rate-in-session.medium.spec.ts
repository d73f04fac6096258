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
  const someone = async (name: string) => (await anAccount(database, name)).id;
  const login = async (userId: number, hours = 1) =>
    await database.sessions.create({
      userId,
      tokenHash: randomUUID(),
      expiresAt: new Date(Date.now() + hours * HOUR),
    });
  const of = (userId: number, session?: string, movieId = film): OneRating => ({
    userId,
    movieId,
    rating: 4,
    ...(session === undefined ? {} : { session }),
  });
  const people: number[] = [];
  for (let n = 0; n < 8; n++) people.push(await someone(`Person ${randomUUID().slice(0, 8)}`));
  const [ada, ben, cem, dora, eva, finn, gus, hana] = people as [number, number, number, number, number, number, number, number]; // prettier-ignore
  const ended = await login(cem);
  await database.sessions.revokeFamily(ended);
  await database.users.update(finn, { disabled: true });
  return [
    { rating: of(ada, await login(ada)), outcome: 'saved' },
    { rating: of(ben), outcome: 'saved' },
    { rating: of(cem, ended), outcome: 'no session' },
    { rating: of(dora, await login(dora, -1)), outcome: 'no session' },
    { rating: of(eva, await login(ada)), outcome: 'no session' },
    { rating: of(finn, await login(finn)), outcome: 'no session' },
    { rating: of(gus, ended, UNKNOWN_FILM), outcome: 'no session' },
    { rating: of(hana, await login(hana), UNKNOWN_FILM), outcome: 'no movie' },
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
