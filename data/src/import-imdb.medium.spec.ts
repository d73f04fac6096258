import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#database';
import { importImdb } from '#import-imdb';
import { anAccount } from '#testing/factories';
import { writeImdbSet } from '#testing/imdb-set';
import { writeSet } from '#testing/movielens-set';
import { scratchFolder } from '#testing/scratch-folder';
import type { ScratchFolder } from '#testing/scratch-folder';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

let own: ThrowAwayDatabase;
let database: Database;
let folder: ScratchFolder;
const at = (name: string): string => join(folder.path, name);

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
  ({ database } = own);
  folder = await scratchFolder();
});
afterAll(async () => {
  await own.drop();
  await folder.remove();
});

const TABLES = {
  'title.basics': [
    'tt0107048 | movie | Groundhog Day | Groundhog Day | 0 | 1993 | \\N | 101 | Comedy,Fantasy,Romance',
    'tt0245429 | movie | Spirited Away | Sen to Chihiro no kamikakushi | 0 | 2001 | \\N | 124 | Animation,Family,History',
    'tt0903747 | tvSeries | Breaking Bad | Breaking Bad | 0 | 2008 | 2013 | 45 | Crime',
    'tt0000009 | movie | Nobody Voted | Nobody Voted | 0 | \\N | \\N | \\N | \\N',
    'tt0000010 | movie | Seen by Few | Seen by Few | 0 | 1999 | \\N | 90 | Drama',
    'tt0000011 | movie | Not for Children | Not for Children | 1 | 1999 | \\N | 90 | Adult',
    'tt0107048 | movie | Groundhog Day again | Groundhog Day | 0 | 1993 | \\N | 101 | Comedy',
    'tt0000012 | movie | Cut | Cut',
  ],
  'title.ratings': [
    'tt0107048 | 8.0 | 700000',
    'tt0245429 | 8.6 | 900000',
    'tt0903747 | 9.5 | 2000000',
    'tt0000010 | 9.9 | 12',
    'tt0000011 | 5.0 | 5000',
    'tt0000012 | many | 5000',
  ],
  'title.principals': [
    'tt0107048 | 1 | nm0000195 | actor | \\N | ["Phil"]',
    'tt0107048 | 2 | nm0000510 | actress | \\N | ["Rita"]',
    'tt0107048 | 3 | nm0000601 | director | \\N | \\N',
    'tt0107048 | 4 | nm0000601 | writer | screenplay | \\N',
    'tt0107048 | 5 | nm0000195 | actor | \\N | ["Himself"]',
    'tt0107048 | 6 | nm9999999 | actor | \\N | \\N',
    'tt0903747 | 1 | nm0186505 | actor | \\N | \\N',
  ],
  'name.basics': [
    'nm0000195 | Bill Murray | 1950 | \\N | actor | tt0107048',
    'nm0000510 | Andie MacDowell | 1958 | \\N | actress | tt0107048',
    'nm0000601 | Harold Ramis | 1944 | 2014 | director | tt0107048',
    'nm0186505 | Bryan Cranston | 1956 | \\N | actor | tt0903747',
  ],
} as const;

const reasons = (report: { readonly reasons: Readonly<Record<string, unknown>> }) =>
  Object.fromEntries(
    Object.entries(report.reasons).map(([reason, entry]) => [reason, (entry as { count: number }).count]),
  );

describe('an import of IMDb', () => {
  it.each([false, true])(
    'keeps films with votes, and says of the rest what it was (packed: %s)',
    async (packed) => {
      const path = await writeImdbSet(at(`tables-${String(packed)}`), TABLES, { packed });
      const report = await importImdb(database, { path });
      expect(report).toMatchObject({ source: 'imdb', movies: { read: 8, kept: 2 }, ratings: { kept: 0 } });
      expect(reasons(report)).toEqual({
      'no-film': 1, adult: 1, 'few-votes': 2, 'duplicate-movie': 1, 'malformed-row': 2, 'no-people': 1,
    }); // prettier-ignore
      expect(await database.movies.byId(107_048)).toMatchObject({
      title: 'Groundhog Day', originalTitle: null, year: 1993, runtime: 101, imdbId: 'tt0107048',
      genres: ['Comedy', 'Fantasy', 'Romance'], directors: ['Harold Ramis'], actors: ['Bill Murray', 'Andie MacDowell'],
      ratingCount: 700_000, ratingMean: 4,
    }); // prettier-ignore
      expect(await database.movies.byId(245_429)).toMatchObject({
      originalTitle: 'Sen to Chihiro no kamikakushi', genres: ['Animation', 'Children'], keywords: ['history'],
    }); // prettier-ignore
      expect((await database.movies.popular({ minRating: 4 }, 9)).map(({ title }) => title)).toEqual([
        'Spirited Away',
        'Groundhog Day',
      ]);
    },
  );

  it('takes all films when no votes are asked for, whatever \\N they carry', async () => {
    const report = await importImdb(database, { path: at('tables-true'), minVotes: 0 });
    expect(report.movies.kept).toBe(4);
    expect(await database.movies.byId(9)).toMatchObject({
      title: 'Nobody Voted', year: null, runtime: null, genres: [], ratingCount: 0, ratingMean: null,
    }); // prettier-ignore
  });

  it('joins the ratings of MovieLens by the IMDb id', async () => {
    const ratings = await writeSet(at('movielens'), {
      movies: ['1265,Groundhog Day (1993),Comedy', '7,Elsewhere (1990),Drama'],
      links: ['1265,0107048,137', '7,0099999,'],
      ratings: ['3,1265,4.5,1000000000', '3,7,2.0,1000000000'],
    });
    const report = await importImdb(database, { path: at('tables-true'), ratings });
    expect(report).toMatchObject({ ratings: { read: 2, kept: 1 }, people: 1 });
    expect(reasons(report)).toMatchObject({ 'unknown-movie': 1 });
    const person = await database.users.findByExternalId('imdb', '3');
    expect((await database.ratings.historyOf(person!.id)).map(({ movieId }) => movieId)).toEqual([107_048]);
    expect(await database.movies.byId(107_048)).toMatchObject({ ratingCount: 700_001 });
  });

  it('counts a rating beside the votes as a full count would', async () => {
    const before = (await database.movies.byId(245_429))!;
    const person = await anAccount(database);
    await database.ratings.put(person.id, [{ movieId: 245_429, rating: 0.5 }]);
    const shifted = (await database.movies.byId(245_429))!;
    expect([shifted.ratingCount, shifted.popularity]).toEqual([
      900_001,
      expect.closeTo(before.popularity, 4),
    ]);
    await database.movies.refreshStatistics();
    const counted = (await database.movies.byId(245_429))!;
    expect(counted).toMatchObject({ ratingCount: 900_001, ratingMean: shifted.ratingMean });
    expect(counted.popularity).toBeCloseTo(shifted.popularity, 5);
  });

  it('refuses tables that are cut, missing or something else, and leaves the former data', async () => {
    const path = await writeImdbSet(at('cut'), TABLES, { packed: true });
    await truncate(join(path, 'title.principals.tsv.gz'), 60);
    await expect(importImdb(database, { path })).rejects.toThrow(
      /title\.principals\.tsv\.gz: is packed wrongly or was cut/,
    );
    await folder.write('cut/title.basics.tsv', 'movieId,title,genres\n1,Toy Story,Animation\n');
    await expect(importImdb(database, { path })).rejects.toThrow(
      /title\.basics\.tsv:1: has the header "movieId,title/,
    );
    await expect(importImdb(database, { path: at('movielens') })).rejects.toThrow(/holds no title\.basics/);
    expect(await database.movies.count()).toBe(2);
  });
});
