import { setTimeout as pause } from 'node:timers/promises';
import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RatingsQuery } from '@marquee/contract/taste';
import type { Database } from '#database';
import { Random } from '#demo/random';
import { aFilm, anAccount } from '#testing/factories';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

let own: ThrowAwayDatabase;
let database: Database;
let ada: number;
let films: number[];

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
  database = own.database;
});
afterAll(async () => {
  await own.drop();
});
beforeEach(async () => {
  await database.store.rows('TRUNCATE users, movies, ratings, rating_statistics CASCADE');
  ada = (await anAccount(database)).id;
  films = [];
  for (const title of ['Up', 'Heat', 'Alien', 'Zodiac', 'Amélie'])
    films.push(await aFilm(database, { title }));
});

describe('a rating', () => {
  it('is there when put returns, counts once, and changes nothing when it is put again', async () => {
    const [up = 0] = films;
    const at = new Date('2026-01-01T00:00:00Z');
    expect(await database.ratings.put(ada, [{ movieId: up, rating: 4.5, at }])).toMatchObject({ saved: 1 });
    expect(await database.ratings.put(ada, [{ movieId: up, rating: 4.5 }])).toMatchObject({
      saved: 0,
      unchanged: 1,
    });
    expect(await database.ratings.historyOf(ada)).toEqual([
      { movieId: up, rating: 4.5, time: at.getTime() / 1000 },
    ]);
    expect(await database.ratings.put(ada, [{ movieId: up, rating: 2 }])).toMatchObject({ saved: 1 });
    expect(await database.movies.byId(up)).toMatchObject({ ratingCount: 1, ratingMean: 2 });
    expect(await database.ratings.remove(ada, up)).toBe(true);
    expect(await database.ratings.remove(ada, up)).toBe(false);
    expect(await database.movies.byId(up)).toMatchObject({ ratingCount: 0, ratingMean: null });
  });

  it('by itself leaves what put and a note of the change leave, in one statement', async () => {
    const [up = 0, heat = 0] = films;
    await database.store.rows('UPDATE movies SET vote_count = 7, vote_mean = 4.1 WHERE id = $1', [heat]);
    await database.ratings.put((await anAccount(database)).id, [{ movieId: up, rating: 4 }]);
    await database.movies.refreshStatistics();
    const at = new Date('2026-01-01T00:00:00Z');
    const before = (await database.users.revisionOf(ada))!;
    const rate = (movieId: number, rating: number) =>
      database.ratings.rate({ userId: ada, movieId, rating, at });
    expect([await rate(up, 4.5), await rate(heat, 1), await rate(heat, 1), await rate(heat, 3)]).toEqual([
      'saved',
      'saved',
      'unchanged',
      'saved',
    ]);
    expect(await database.ratings.historyOf(ada)).toEqual([
      { movieId: up, rating: 4.5, time: at.getTime() / 1000 },
      { movieId: heat, rating: 3, time: at.getTime() / 1000 },
    ]);
    expect(await database.users.revisionOf(ada)).toBe(before + 4);
    expect(await database.users.lastChange(ada)).toEqual({
      lastChange: 'rated Heat 3',
      lastCause: { code: 'rated', subject: 'Heat', rating: 3, count: null },
    });
    const figures = async () =>
      Promise.all(
        [up, heat].map(async (id) => {
          const { ratingCount, ratingMean, popularity } = (await database.movies.byId(id))!;
          return { ratingCount, ratingMean, popularity: expect.closeTo(popularity, 6) as number };
        }),
      );
    const shifted = await figures();
    const other = (await anAccount(database)).id;
    await database.store.rows('UPDATE ratings SET user_id = $1 WHERE user_id = $2', [other, ada]);
    await database.ratings.put(ada, [{ movieId: up, rating: 2 }, { movieId: heat, rating: 5 }]); // prettier-ignore
    await database.ratings.remove(ada, up);
    await database.ratings.remove(ada, heat);
    expect(await figures()).toEqual(shifted);
  });

  it('by itself is refused for an unknown film and a person who is gone, and leaves nothing', async () => {
    const rate = (userId: number, movieId: number) => database.ratings.rate({ userId, movieId, rating: 3 });
    expect(await rate(ada, 999_999)).toBe('no movie');
    expect(await database.users.revisionOf(ada)).toBe(0);
    await expect(rate(999_999, films[0]!)).rejects.toMatchObject({ code: 'not-found' });
    await expect(database.ratings.rate({ userId: ada, movieId: films[0]!, rating: 3.3 })).rejects.toThrow(
      RangeError,
    );
    expect(await database.ratings.count()).toBe(0);
  });

  it('given twice at once by one person counts once', async () => {
    const [up = 0] = films;
    await Promise.all(
      [1, 2, 3, 4, 5].map((rating) => database.ratings.rate({ userId: ada, movieId: up, rating })),
    );
    const [{ rating } = { rating: 0 }] = await database.ratings.historyOf(ada);
    expect(await database.movies.byId(up)).toMatchObject({ ratingCount: 1, ratingMean: rating });
  });

  it('taken back while it is given anew counts as it then stands', async () => {
    const [up = 0] = films;
    await database.ratings.rate({ userId: ada, movieId: up, rating: 4 });
    let anew: Promise<string> | undefined;
    await database.transaction(async ({ ratings, users }) => {
      await ratings.remove(ada, up);
      anew = database.ratings.rate({ userId: ada, movieId: up, rating: 2 });
      await pause(300);
      await users.noteChange(ada, { code: 'took-back', subject: 'Up' });
    });
    expect(await anew).toBe('saved');
    expect(await database.movies.byId(up)).toMatchObject({ ratingCount: 1, ratingMean: 2 });
  });

  it('of an unknown film is told, while the others are kept', async () => {
    expect(
      await database.ratings.put(ada, [
        { movieId: films[0]!, rating: 3 },
        { movieId: 999_999, rating: 3 },
      ]),
    ).toEqual({ saved: 1, unchanged: 0, unknownMovies: [999_999] });
  });

  it.each([0, 0.25, 5.5, 3.3, Number.NaN])('of %s stars is refused', async (rating) => {
    await expect(database.ratings.put(ada, [{ movieId: films[0]!, rating }])).rejects.toThrow(RangeError);
    expect(await database.ratings.count()).toBe(0);
  });

  it('is counted once when a person sends it many times at once, and films are not locked against each other', async () => {
    const ben = (await anAccount(database, 'Ben')).id;
    const all = films.map((movieId) => ({ movieId, rating: 4 }));
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        database.ratings.put(n % 2 === 0 ? ada : ben, n % 3 === 0 ? all.toReversed() : all),
      ),
    );
    const stored = await database.movies.byIds(films);
    expect(stored.map(({ ratingCount, ratingMean }) => [ratingCount, ratingMean])).toEqual(
      films.map(() => [2, 4]),
    );
  });
});

describe('statistics', () => {
  it('kept up by every change are those that counting everything again gives', async () => {
    const random = new Random(5);
    const people = [ada, (await anAccount(database, 'Ben')).id, (await anAccount(database, 'Cem')).id];
    await database.movies.refreshStatistics();
    for (let step = 0; step < 120; step += 1) {
      const [person, movieId] = [random.pick(people), random.pick(films)];
      if (random.uniform() < 0.3) await database.ratings.remove(person, movieId);
      else if (random.uniform() < 0.5)
        await database.ratings.rate({ userId: person, movieId, rating: (1 + random.below(10)) / 2 });
      else await database.ratings.put(person, [{ movieId, rating: (1 + random.below(10)) / 2 }]);
    }
    const counted = (movies: Awaited<ReturnType<Database['movies']['byIds']>>) =>
      movies.map(({ id, ratingCount, ratingMean }) => ({ id, ratingCount, ratingMean }));
    const kept = counted(await database.movies.byIds(films));
    await database.movies.refreshStatistics();
    expect(kept).toEqual(counted(await database.movies.byIds(films)));
  });

  it('leave disabled people out', async () => {
    await database.ratings.put(ada, [{ movieId: films[0]!, rating: 5 }]);
    await database.users.update(ada, { disabled: true });
    await database.movies.refreshStatistics();
    expect(await database.movies.byId(films[0]!)).toMatchObject({ ratingCount: 0 });
    expect((await database.ratings.columns()).users).toHaveLength(0);
  });

  it('put a film that many like before one that one person loves', async () => {
    const [liked = 0, loved = 0] = films;
    for (let n = 0; n < 30; n += 1)
      await database.ratings.put((await anAccount(database, `Fan${String(n)}`)).id, [
        { movieId: liked, rating: 4 },
      ]);
    await database.ratings.put(ada, [{ movieId: loved, rating: 5 }]);
    await database.movies.refreshStatistics();
    expect((await database.movies.popular({}, 2)).map(({ id }) => id)).toEqual([liked, loved]);
    const { popularity } = (await database.movies.byId(liked))!;
    expect(popularity).toBeGreaterThan(0.5);
    expect(popularity).toBeLessThanOrEqual(1);
  });
});

describe('the list of ratings', () => {
  it.each<RatingsQuery['sort']>(['-ratedAt', 'ratedAt', '-rating', 'rating', 'title'])(
    'by %s shows every rating once over its pages, also where many are alike',
    async (sort) => {
      const at = new Date('2026-01-01T00:00:00.123Z');
      await database.ratings.put(
        ada,
        films.map((movieId, n) => ({
          movieId,
          rating: n < 3 ? 4 : 2,
          at: n < 4 ? at : new Date(at.getTime() + 1),
        })),
      );
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await database.ratings.list(ada, { sort, limit: 2, cursor });
        expect(page.total).toBe(films.length);
        seen.push(...page.items.map(({ movieId }) => movieId));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toHaveLength(films.length);
      expect(new Set(seen)).toEqual(new Set(films));
    },
  );

  it('refuses the cursor of another order', async () => {
    await database.ratings.put(
      ada,
      films.map((movieId) => ({ movieId, rating: 3 })),
    );
    const { nextCursor } = await database.ratings.list(ada, { sort: 'title', limit: 1 });
    await expect(
      database.ratings.list(ada, { sort: 'rating', limit: 1, cursor: nextCursor! }),
    ).rejects.toMatchObject({ code: 'invalid-cursor' });
  });
});

describe('columns', () => {
  it('hold every rating, by person and film, to the second', async () => {
    const ben = (await anAccount(database, 'Ben')).id;
    const at = new Date('1999-12-31T23:59:59Z');
    await database.ratings.put(ben, [{ movieId: films[1]!, rating: 0.5, at }]);
    await database.ratings.put(ada, [
      { movieId: films[1]!, rating: 5, at: new Date('2026-01-01T00:00:00Z') },
      { movieId: films[0]!, rating: 3.5, at },
    ]);
    const { users, movies, values, times } = await database.ratings.columns();
    expect([...users]).toEqual([ada, ada, ben]);
    expect([...movies]).toEqual([films[0], films[1], films[1]]);
    expect([...values]).toEqual([3.5, 5, 0.5]);
    expect([...times]).toEqual([946_684_799, 1_767_225_600, 946_684_799]);
    expect([...(await database.ratings.columnsSince(new Date('2000-01-01'))).values]).toEqual([5]);
  });
});
