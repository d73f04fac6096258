import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NO_PREFERENCES, preferencesSchema } from '@marquee/contract/taste';
import type { Database } from '#database';
import { aFilm, anAccount } from '#testing/factories';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

let own: ThrowAwayDatabase;
let database: Database;
let ada: number;
let heat: number;

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
  database = own.database;
});
afterAll(async () => {
  await own.drop();
});
beforeEach(async () => {
  await database.store.rows('TRUNCATE users, movies, ratings, events, search_log CASCADE');
  ada = (await anAccount(database)).id;
  heat = await aFilm(database, { title: 'Heat', year: 1995 });
});

describe('preferences', () => {
  it('are the standard ones until they are set', async () => {
    expect(await database.preferences.get(ada)).toEqual(NO_PREFERENCES);
    const next = preferencesSchema.parse({
      genresLiked: ['Crime'],
      eras: [{ from: 1970, to: 1979 }],
      discovery: 1,
    });
    await database.preferences.put(ada, next);
    expect(await database.preferences.get(ada)).toEqual(next);
  });

  it('that an older version wrote find their defaults, and forget what is no more', async () => {
    await database.store.rows(
      `INSERT INTO preferences (user_id, value) VALUES ($1, '{"discovery": 0.9, "mood": 3}')`,
      [ada],
    );
    expect(await database.preferences.get(ada)).toEqual({ ...NO_PREFERENCES, discovery: 0.9 });
  });
});

describe('what is hidden', () => {
  it('is hidden until its date, once, with the title of a film', async () => {
    const until = '2030-01-01T00:00:00.000Z';
    const film = await database.hidden.add(ada, { scope: 'movie', value: heat, until: null });
    await database.hidden.add(ada, { scope: 'genre', value: 'Horror', until });
    await database.hidden.add(ada, { scope: 'person', value: 'Nobody', until: '2020-01-01T00:00:00.000Z' });
    expect(film).toMatchObject({ title: 'Heat', value: String(heat), until: null });
    expect(await database.hidden.active(ada)).toMatchObject({
      movies: [heat],
      people: [],
      genres: ['Horror'],
    });
    expect(await database.hidden.active(ada, new Date('2031-01-01'))).toMatchObject({ genres: [] });
    const again = await database.hidden.add(ada, { scope: 'movie', value: heat, until });
    expect(again).toMatchObject({ id: film.id, until });
    expect(await database.hidden.list(ada)).toHaveLength(2);
    expect(await database.hidden.purge()).toBe(1);
  });

  it('is shown again by its owner alone', async () => {
    const { id } = await database.hidden.add(ada, { scope: 'movie', value: heat, until: null });
    const ben = (await anAccount(database, 'Ben')).id;
    expect(await database.hidden.remove(ben, id)).toBeUndefined();
    expect(await database.hidden.remove(ada, id)).toMatchObject({ scope: 'movie', title: 'Heat' });
    expect(await database.hidden.remove(ada, 'no uuid')).toBeUndefined();
    expect(await database.hidden.list(ada)).toEqual([]);
  });
});

describe('the watchlist', () => {
  it('holds a film once, the latest first, and no film that is not there', async () => {
    const ronin = await aFilm(database, { title: 'Ronin' });
    expect(await database.watchlist.add(ada, heat)).toBe(true);
    expect(await database.watchlist.add(ada, ronin)).toBe(true);
    expect(await database.watchlist.add(ada, heat)).toBe(false);
    expect(await database.watchlist.add(ada, 999_999)).toBe(false);
    expect(await database.watchlist.idsOf(ada)).toEqual([ronin, heat]);
    expect((await database.watchlist.list(ada)).map(({ title }) => title)).toEqual(['Ronin', 'Heat']);
    expect(await database.watchlist.remove(ada, ronin)).toBe(true);
    expect(await database.watchlist.remove(ada, ronin)).toBe(false);
  });
});

describe('events', () => {
  it('are kept in order and read in batches, of guests too', async () => {
    const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
    expect(
      await database.events.append(ada, [
        { kind: 'impression', movieId: heat, listId: 'l1', position: 0, surface: 'home', at: at(0) },
        { kind: 'click', movieId: heat, listId: 'l1', at: at(2) },
      ]),
    ).toBe(2);
    await database.events.append(null, [{ kind: 'impression', movieId: heat, at: at(1) }]);
    const read: string[] = [];
    for await (const batch of database.events.since(new Date(at(0))))
      read.push(...batch.map(({ kind }) => kind));
    expect(read).toEqual(['impression', 'impression', 'click']);
    expect((await database.events.ofUser(ada)).map(({ listId }) => listId)).toEqual(['l1', 'l1']);
    expect(await database.events.purge(new Date(at(2)))).toBe(2);
  });
});

describe('the search log', () => {
  it('tells what is searched most, what finds nothing and what nobody chooses', async () => {
    const search = async (query: string, results: number) =>
      await database.searchLog.add({ query, mode: 'hybrid', results, userId: ada });
    const chosen = await search('heat', 12);
    await search('Heat ', 12);
    await search('zzzz', 0);
    await search('films with dogs', 3);
    await database.searchLog.clicked(chosen, heat);
    expect(await database.searchLog.stats(7)).toEqual({
      top: [
        { query: 'heat', count: 2 },
        { query: 'films with dogs', count: 1 },
        { query: 'zzzz', count: 1 },
      ],
      withoutResult: [{ query: 'zzzz', count: 1 }],
      withoutClick: [{ query: 'films with dogs', count: 1 }],
    });
  });
});
