import { join } from 'node:path';
import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NO_PREFERENCES } from '@marquee/contract/taste';
import type { Database } from '#database';
import { importDemo } from '#demo/import-demo';
import type { User } from '#entities/user.entity';
import { importMovieLens } from '#import-movielens';
import { writeSet } from '#testing/movielens-set';
import { scratchFolder } from '#testing/scratch-folder';
import type { ScratchFolder } from '#testing/scratch-folder';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

/** In the demo: Groundhog Day, Pulp Fiction, and a third film that the small MovieLens set lacks. */
const GROUNDHOG_DAY = 1_990_001;
const PULP_FICTION = 1_990_002;
const ABSENT = 1_990_003;

let own: ThrowAwayDatabase;
let database: Database;
let folder: ScratchFolder;
let ada: User;

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
  ({ database } = own);
  folder = await scratchFolder();
  await importDemo(database);
  ada = (await database.users.create({ email: 'ada@example.org', name: 'Ada', passwordHash: 'hash' }))!;
  await database.ratings.put(ada.id, [
    { movieId: GROUNDHOG_DAY, rating: 5 },
    { movieId: PULP_FICTION, rating: 2 },
    { movieId: ABSENT, rating: 3.5, at: new Date('2020-02-02') },
  ]);
  await database.watchlist.add(ada.id, GROUNDHOG_DAY);
  await database.hidden.add(ada.id, { scope: 'movie', value: PULP_FICTION, until: null });
  await database.hidden.add(ada.id, { scope: 'person', value: 'Bill Murray', until: null });
  await database.preferences.put(ada.id, { ...NO_PREFERENCES, notReasons: [PULP_FICTION, ABSENT] });
});
afterAll(async () => {
  await own.drop();
  await folder.remove();
});

const stars = async () =>
  Object.fromEntries(
    (await database.ratings.historyOf(ada.id)).map(({ movieId, rating }) => [movieId, rating]),
  );

it('what a person said follows the film from the demo to MovieLens', async () => {
  const path = await writeSet(join(folder.path, 'set'), {
    movies: ['1265,Groundhog Day (1993),Comedy', '296,Pulp Fiction (1994),Crime', '1,Heat (1995),Crime'],
    ratings: ['1,1265,3.0,1000000000', '1,296,3.0,1000000000', '2,1,3.0,1000000000'],
  });
  const report = await importMovieLens(database, { path });
  expect(report.accounts).toEqual({
    ratingsKept: 2,
    ratingsSetAside: 1,
    ratingsRestored: 0,
    watchlistLost: 0,
    hiddenLost: 0,
  });
  expect(await stars()).toEqual({ 1265: 5, 296: 2 });
  expect((await database.watchlist.list(ada.id)).map(({ id }) => id)).toEqual([1265]);
  expect(await database.hidden.active(ada.id)).toEqual({
    movies: [296],
    people: ['Bill Murray'],
    genres: [],
    until: null,
  });
  expect((await database.preferences.get(ada.id)).notReasons).toEqual([296]);
  expect(await database.movies.byId(1265)).toMatchObject({ ratingCount: 2, ratingMean: 4 });
  expect(await database.users.counts()).toMatchObject({ imported: 2, generated: 0 });
  expect(report.ratings.kept).toBe(3);
});

it('and back, together with the rating that had been set aside', async () => {
  const report = await importDemo(database);
  expect(report.accounts).toMatchObject({ ratingsKept: 2, ratingsSetAside: 0, ratingsRestored: 1 });
  expect(await stars()).toEqual({ [GROUNDHOG_DAY]: 5, [PULP_FICTION]: 2, [ABSENT]: 3.5 });
  expect((await database.watchlist.list(ada.id)).map(({ id }) => id)).toEqual([GROUNDHOG_DAY]);
  expect((await database.hidden.active(ada.id)).movies).toEqual([PULP_FICTION]);
  expect(await database.store.rows('SELECT FROM stray_ratings')).toEqual([]);
});

it('a second import of the same source moves nothing', async () => {
  const before = await stars();
  const report = await importDemo(database);
  expect(report.accounts).toMatchObject({ ratingsKept: 3, ratingsSetAside: 0, ratingsRestored: 0 });
  expect(await stars()).toEqual(before);
});
