import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#database';
import { importMovieLens } from '#import-movielens';
import { aSet, writeSet } from '#testing/movielens-set';
import { scratchFolder } from '#testing/scratch-folder';
import type { ScratchFolder } from '#testing/scratch-folder';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

let own: ThrowAwayDatabase;
let database: Database;
let folder: ScratchFolder;
let out: string;

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
  ({ database } = own);
  folder = await scratchFolder();
  out = join(folder.path, 'out');
});
afterAll(async () => {
  await own.drop();
  await folder.remove();
});

const dirty = {
  movies: ['1,Toy Story (1995),Animation', '2,Heat (1995),Crime', '3,Nobody Saw It (2001),Drama'],
  links: ['1,0114709,862', '2,0113277,'],
  ratings: [
    '7,1,4.0,1000000000',
    '7,1,2.5,1000000001',
    '7,2,5.0,1000000000',
    '8,2,3.0,1000000000',
    '8,1,5.5,1000000000',
    '8,1,3.3,1000000000',
    '8,99,3.0,1000000000',
    '8,oops,3.0,1000000000',
    '9,1,1.0,1000000000',
    '9,2,1.0,1000000000000',
  ],
};

describe('an import of MovieLens', () => {
  it('keeps what is right, and says of the rest what it was', async () => {
    const path = await writeSet(join(folder.path, 'dirty'), dirty);
    const report = await importMovieLens(database, { path, out });
    expect(report).toMatchObject({ movies: { read: 3, kept: 3 }, ratings: { read: 10, kept: 4 }, people: 3 });
    const counts = Object.entries(report.reasons).map(([reason, entry]) => [
      reason,
      (entry as { count: number }).count,
    ]);
    expect(Object.fromEntries(counts)).toEqual({
      'bad-time': 1, 'duplicate-rating': 1, 'malformed-row': 1, 'no-description': 3, 'no-ratings': 1, 'no-tmdb-id': 2,
      'rating-out-of-range': 2, 'unknown-movie': 1,
    }); // prettier-ignore
    expect(report.reasons['duplicate-rating']).toMatchObject({
      examples: [expect.stringContaining('person 7, movie 1')],
    });
    const seven = await database.users.findByExternalId('movielens', '7');
    expect(
      (await database.ratings.historyOf(seven!.id)).map(({ movieId, rating }) => [movieId, rating]),
    ).toEqual([
      [2, 5],
      [1, 2.5],
    ]);
  });

  it('writes the cleaned files', async () => {
    expect((await readdir(out)).sort()).toEqual([
      'clean_movies.csv', 'clean_ratings.csv', 'invalid_tmdb_ids.log', 'report.json', 'valid_links.csv',
    ]); // prettier-ignore
    const lines = async (name: string) => (await readFile(join(out, name), 'utf8')).trim().split('\n');
    // Kept are 2.5, 5, 3 and 1: mean 2.875, deviation 1.430690.
    expect((await lines('clean_ratings.csv')).sort()).toEqual([
      '7,1,2.5,1000000001,0.444444,-0.262111',
      '7,2,5.0,1000000000,1.000000,1.485297',
      '8,2,3.0,1000000000,0.555556,0.087370',
      '9,1,1.0,1000000000,0.111111,-1.310556',
      'userId,movieId,rating,timestamp,rating_min_max,rating_z_score',
    ]);
    expect(await lines('valid_links.csv')).toEqual(['movieId,imdbId,tmdbId', '1,tt0114709,862']);
    expect(await lines('invalid_tmdb_ids.log')).toEqual([
      expect.stringMatching(/^2\tHeat\t/),
      expect.stringMatching(/^3\t/),
    ]);
    expect((await lines('clean_movies.csv'))[1]).toMatch(/^1,Toy Story,,,1995,/);
    expect(JSON.parse((await lines('report.json')).join('\n'))).toMatchObject({
      source: 'movielens',
      people: 3,
    });
    expect((await database.importReports.latest())?.report).toMatchObject({ people: 3 });
  });

  it('done twice changes nothing: people keep their ids, films what was found out about them', async () => {
    const before = await database.users.findByExternalId('movielens', '8');
    await database.movies.saveEnrichment(1, { overview: 'Toys live.', languages: ['en'] }, new Date());
    await importMovieLens(database, { path: join(folder.path, 'dirty') });
    expect(await database.users.findByExternalId('movielens', '8')).toEqual(before);
    expect(await database.movies.byId(1)).toMatchObject({
      overview: 'Toys live.',
      languages: ['en'],
      ratingCount: 2,
    });
    expect(await database.ratings.count()).toBe(4);
  });

  it('counts what a full count gives', async () => {
    const path = await writeSet(join(folder.path, 'larger'), aSet({ people: 60, films: 30 }));
    await importMovieLens(database, { path });
    const popular = await database.movies.popular({}, 30);
    await database.movies.refreshStatistics();
    expect(await database.movies.popular({}, 30)).toEqual(popular);
    expect(popular.reduce((sum, { ratingCount }) => sum + ratingCount, 0)).toBe(
      await database.ratings.count(),
    );
  });

  it('gives columns in the order of people and films', async () => {
    const { users, movies, values, times } = await database.ratings.columns();
    expect([users.length, movies.length, values.length, times.length]).toEqual([600, 600, 600, 600]);
    const keys = [...users].map((user, k) => user * 1000 + movies[k]!);
    expect(keys).toEqual([...keys].sort((a, b) => a - b));
    const person = await database.users.findByExternalId('movielens', '5');
    const at = users.indexOf(person!.id);
    expect([movies[at], values[at], times[at]]).toEqual([3, 4.5, 1e9 + 5]);
  });

  it('leaves people who are disabled out of the columns', async () => {
    const person = await database.users.findByExternalId('movielens', '5');
    await database.users.update(person!.id, { disabled: true });
    expect((await database.ratings.columns()).users.includes(person!.id)).toBe(false);
    expect((await database.ratings.columnsSince(new Date((1e9 + 58) * 1000))).users.length).toBe(20);
  });

  it.each([
    [
      'a ratings file that ends in a row',
      { ratings: ['1,1,4.0,1000000000', '1,2,4.'] },
      /ratings\.csv:3: ends in the middle/,
    ],
    ['a films file that is another', { movies: ['"unclosed'] }, /movies\.csv:\d+: is broken/],
  ])('refuses %s and leaves the former data', async (_what, change, message) => {
    const before = await database.ratings.count();
    const path = await writeSet(join(folder.path, 'broken'), { ...dirty, ...change });
    // writeSet ends every file with a new line; a cut file has none.
    const ratings = await readFile(join(path, 'ratings.csv'), 'utf8');
    await folder.write('broken/ratings.csv', ratings.trimEnd());
    await expect(importMovieLens(database, { path })).rejects.toMatchObject({
      name: 'BrokenFileError',
      message: expect.stringMatching(message) as string,
    });
    expect(await database.ratings.count()).toBe(before);
    expect(await database.movies.count()).toBe(30);
  });
});
