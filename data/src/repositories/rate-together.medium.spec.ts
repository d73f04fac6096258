import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '#database';
import type { Database } from '#database';
import { Random } from '#demo/random';
import { aFilm, anAccount } from '#testing/factories';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

let own: ThrowAwayDatabase;
let database: Database;
let people: number[];
let films: number[];
const [UNKNOWN_FILM, NOBODY] = [999_999, 888_888];
const at = new Date('2026-01-01T00:00:00Z');

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
  database = own.database;
});
afterAll(async () => {
  await own.drop();
});
beforeEach(async () => {
  await database.store.rows('TRUNCATE users, movies, ratings, rating_statistics CASCADE');
  people = [];
  for (const name of ['Ada', 'Ben', 'Cem', 'Dora']) people.push((await anAccount(database, name)).id);
  films = [];
  for (const title of ['Up', '100 % Heat %s', 'Alien', 'Amélie'])
    films.push(await aFilm(database, { title }));
  await database.store.rows('UPDATE movies SET vote_count = 7, vote_mean = 4.1 WHERE id = $1', [films[1]]);
  await database.movies.refreshStatistics();
});

/** `[0, 1, 4.5]` → the first person gives the second film four and a half stars. */
const given = (...ratings: readonly (readonly [number, number, number])[]) =>
  ratings.map(([person, film, rating]) => ({
    userId: people[person] ?? NOBODY,
    movieId: films[film] ?? UNKNOWN_FILM,
    rating,
    at,
  }));

/** Everything that a rating may change, of all people and films. */
async function state() {
  const [ratings, users, movies] = await Promise.all([
    database.store.rows<object>('SELECT * FROM ratings ORDER BY user_id, movie_id'),
    database.store.rows<object>('SELECT id, revision, last_change, last_cause FROM users ORDER BY id'),
    database.store.rows<{ popularity: number }>(
      'SELECT id, rating_count, half_star_sum, popularity FROM movies ORDER BY id',
    ),
  ]);
  const close = movies.map(({ popularity, ...movie }) => ({
    ...movie,
    popularity: expect.closeTo(popularity, 6) as number,
  }));
  return { ratings, users, movies: close };
}

describe('ratings of several people in one statement', () => {
  it('leave what the same ratings leave one by one', async () => {
    const random = new Random(11);
    const rounds = Array.from({ length: 25 }, (_, round) => {
      const order = round % 2 === 0 ? [0, 1, 2, 3] : [3, 1, 2, 0];
      return order
        .slice(random.below(4))
        .map((person) => [person, random.below(4), (1 + random.below(10)) / 2] as const);
    });
    const together: string[][] = [];
    for (const round of rounds) together.push([...(await database.ratings.rateTogether(given(...round)))]);
    const after = await state();
    expect(new Set(together.flat())).toEqual(new Set(['saved', 'unchanged']));

    await database.store.rows('TRUNCATE ratings');
    await database.store.rows('UPDATE users SET revision = 0, last_change = NULL, last_cause = NULL');
    await database.store.rows('UPDATE movies SET rating_count = 0, half_star_sum = 0, popularity = 0');
    const alone: string[][] = [];
    for (const round of rounds) {
      const outcomes: string[] = [];
      for (const rating of given(...round)) outcomes.push(await database.ratings.rate(rating));
      alone.push(outcomes);
    }
    expect(together).toEqual(alone);
    expect(await state()).toEqual(after);
  });

  it('count each when they are of one film', async () => {
    await database.ratings.rateTogether(given([0, 0, 5], [1, 0, 4], [2, 0, 0.5]));
    await database.ratings.rateTogether(given([3, 0, 3], [1, 0, 1]));
    expect(await database.movies.byId(films[0]!)).toMatchObject({ ratingCount: 4, ratingMean: 2.375 });
  });

  it('are told apart: what is refused changes nothing and fails nobody else', async () => {
    await database.ratings.rate(given([1, 1, 2])[0]!);
    const outcomes = await database.ratings.rateTogether(
      given([3, 2, 4], [0, 9, 3], [1, 1, 2], [9, 0, 3], [2, 0, 1.5]),
    );
    expect(outcomes).toEqual(['saved', 'no movie', 'unchanged', 'no person', 'saved']);
    const revisions = await Promise.all(people.map((id) => database.users.revisionOf(id)));
    expect(revisions).toEqual([0, 2, 1, 1]);
    expect(await database.ratings.count()).toBe(3);
    expect(await database.movies.byId(films[0]!)).toMatchObject({ ratingCount: 1, ratingMean: 1.5 });
  });

  it('are none when one has stars that are none', async () => {
    await expect(database.ratings.rateTogether(given([0, 0, 4], [1, 0, 3.3]))).rejects.toThrow(RangeError);
    expect(await database.ratings.count()).toBe(0);
  });

  it('wait neither for a person nor for a film that somebody else is changing', async () => {
    await database.transaction(async ({ ratings }) => {
      await ratings.put(people[0]!, [{ movieId: films[0]!, rating: 3 }]);
      expect(await database.ratings.rateTogether(given([0, 1, 4], [1, 0, 4], [2, 2, 4], [3, 3, 5]))).toEqual([
        'busy',
        'busy',
        'saved',
        'saved',
      ]);
    });
    expect(await database.users.revisionOf(people[1]!)).toBe(0);
    expect(await database.movies.byId(films[0]!)).toMatchObject({ ratingCount: 1 });
    expect(await database.movies.byId(films[2]!)).toMatchObject({ ratingCount: 1 });
  });

  it('cross neither each other nor single ones, and every one that was told is there', async () => {
    const random = new Random(3);
    const told = new Map<string, number>();
    const write = async (ratings: ReturnType<typeof given>, isTogether: boolean) => {
      const outcomes = isTogether ? await database.ratings.rateTogether(ratings) : [];
      for (const [n, one] of ratings.entries()) {
        if (!isTogether || outcomes[n] === 'busy') await database.ratings.rate(one);
        told.set(`${String(one.userId)} ${String(one.movieId)}`, one.rating);
      }
    };
    // Nobody is in two lanes, as the API gives each person one change at a time.
    const lane = async (of: readonly number[]) => {
      for (let round = 0; round < 40; round++) {
        const ratings = of.map((person) => [person, random.below(4), (1 + random.below(10)) / 2] as const);
        await write(given(...ratings), round % 3 !== 0);
      }
    };
    await Promise.all([lane([0, 1]), lane([3, 2])]);
    const rows = await database.store.rows<{ key: string; rating: number }>(
      `SELECT user_id || ' ' || movie_id AS key, (half_stars / 2.0)::float8 AS rating FROM ratings`,
    );
    expect(new Map(rows.map(({ key, rating }) => [key, rating]))).toEqual(told);
    const kept = await database.movies.byIds(films);
    await database.movies.refreshStatistics();
    const figures = (movies: typeof kept) =>
      movies.map(({ ratingCount, ratingMean }) => ({ ratingCount, ratingMean }));
    expect(figures(kept)).toEqual(figures(await database.movies.byIds(films)));
  });

  it('are all there or none when their connection is cut, and it is told that the database was away', async () => {
    const cut = await openDatabase({ url: own.url, poolSize: 1 });
    try {
      const [{ pid } = { pid: 0 }] = await cut.store.rows<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      let writing: Promise<unknown> | undefined;
      await database.store.transaction(async (holder) => {
        // Whoever writes ratings waits for this.
        await holder.rows('LOCK TABLE ratings IN SHARE MODE');
        writing = cut.ratings.rateTogether(given([0, 0, 4], [1, 1, 4])).catch((error: unknown) => error);
        const waits = `SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'`;
        await expect.poll(async () => await holder.row(waits, [pid])).toBeDefined();
        await holder.rows('SELECT pg_terminate_backend($1)', [pid]);
      });
      expect(await writing).toMatchObject({ code: 'database-unavailable' });
      expect(await database.ratings.count()).toBe(0);
      // The pool may take a moment to see that its connection is gone.
      const again = () => cut.ratings.rateTogether(given([0, 0, 4], [1, 1, 4])).catch(String);
      await expect.poll(again).toEqual(['saved', 'saved']);
    } finally {
      await cut.close();
    }
  });
});
