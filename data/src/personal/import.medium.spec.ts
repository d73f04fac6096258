import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#database';
import { importDemo } from '#demo/import-demo';
import { readCatalogue } from '#demo/catalogue';
import { importPersonalRatings } from '#personal/import';
import { MOST_ROWS } from '#personal/parse';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

const GROUNDHOG_DAY = 1_990_001;
const PULP_FICTION = 1_990_002;

let own: ThrowAwayDatabase;
let database: Database;

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
  ({ database } = own);
  await importDemo(database);
});
afterAll(async () => {
  await own.drop();
});

let people = 0;
async function aPerson(): Promise<number> {
  const email = `person${String(++people)}@example.org`;
  return (await database.users.create({ email, name: 'Ada', passwordHash: 'hash' }))!.id;
}

const letterboxd = (...rows: string[]): string =>
  ['Date,Name,Year,Letterboxd URI,Rating', ...rows, ''].join('\n');

async function bring(userId: number, csv: string) {
  return await importPersonalRatings(database, userId, { csv, format: 'auto' });
}

describe('ratings from another site', () => {
  it('find their films by title and year, and say of each other row why not', async () => {
    const userId = await aPerson();
    const csv = letterboxd(
      '2023-05-01,groundhog day,1993,u,4.5',
      '2023-05-01,PULP FICTION,1995,u,4',
      '2023-05-01,No Such Film At All,1995,u,4',
      '2023-05-01,Groundhog Day,1950,u,4',
      '2023-05-01,Groundhog Day,1993,u,',
    );
    expect(await bring(userId, csv)).toEqual({
      format: 'letterboxd',
      rows: 5,
      imported: 2,
      unchanged: 0,
      unmatchedTotal: 3,
      unmatched: [
        { row: 4, title: 'No Such Film At All', reason: 'no film of this title' },
        { row: 5, title: 'Groundhog Day', reason: 'films of this title are of 1993, none of 1950' },
        { row: 6, title: 'Groundhog Day', reason: 'has no rating: only seen' },
      ],
    });
    expect(await database.ratings.historyOf(userId)).toEqual([
      { movieId: GROUNDHOG_DAY, rating: 4.5, time: Date.UTC(2023, 4, 1) / 1000 },
      { movieId: PULP_FICTION, rating: 4, time: Date.UTC(2023, 4, 1) / 1000 },
    ]);
  });

  it('brought twice change nothing', async () => {
    const userId = await aPerson();
    const csv = letterboxd('2023-05-01,Groundhog Day,1993,u,4.5', '2023-05-01,Pulp Fiction,1994,u,2');
    await bring(userId, csv);
    expect(await bring(userId, csv)).toMatchObject({ imported: 0, unchanged: 2 });
  });

  it('do not undo what was rated here later', async () => {
    const userId = await aPerson();
    await database.ratings.put(userId, [{ movieId: GROUNDHOG_DAY, rating: 1 }]);
    const csv = letterboxd('2023-05-01,Groundhog Day,1993,u,4.5');
    expect(await bring(userId, csv)).toMatchObject({ imported: 0, unchanged: 1 });
    expect((await database.ratings.one(userId, GROUNDHOG_DAY))?.rating).toBe(1);
  });

  it('of a film that was rated twice: the later one counts', async () => {
    const userId = await aPerson();
    const csv = letterboxd('2024-05-01,Groundhog Day,1993,u,5', '2023-05-01,Groundhog Day,1993,u,2');
    expect(await bring(userId, csv)).toMatchObject({ rows: 2, imported: 1, unchanged: 1 });
    expect((await database.ratings.one(userId, GROUNDHOG_DAY))?.rating).toBe(5);
  });

  it('find every film of the catalogue again, as many rows as a file may have', async () => {
    const userId = await aPerson();
    const films = await readCatalogue();
    const rows = Array.from({ length: MOST_ROWS }, (_, k) => {
      const { title, year } = films[k % films.length]!;
      return `2023-05-01,"${title.replaceAll('"', '""')}",${String(year)},u,3`;
    });
    const started = performance.now();
    const result = await bring(userId, letterboxd(...rows));
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(result).toMatchObject({ rows: MOST_ROWS, unmatchedTotal: 0, imported: films.length });
  });
});
