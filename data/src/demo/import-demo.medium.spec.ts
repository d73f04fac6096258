import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importDemo } from '#demo/import-demo';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

const GROUNDHOG_DAY = 1990001;
let own: ThrowAwayDatabase;

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
});
afterAll(async () => {
  await own.drop();
});

describe('importDemo', () => {
  it('brings films, imaginary people and their ratings, and says so', async () => {
    const steps: number[] = [];
    const out = await mkdtemp(join(tmpdir(), 'demo-'));
    const report = await importDemo(own.database, {
      out,
      onProgress: (share) => steps.push(Math.round(share * 100)),
    });
    expect(report).toMatchObject({ source: 'demo', generated: true, people: 1500, reasons: {} });
    expect(report.movies.kept).toBe(await own.database.movies.count());
    expect(report.ratings.kept).toBe(await own.database.ratings.count());
    expect(await own.database.users.counts()).toMatchObject({ generated: 1500, imported: 0, account: 0 });
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps.at(-1)).toBe(100);
    expect((await readdir(out)).sort()).toEqual([
      'clean_movies.csv',
      'clean_ratings.csv',
      'invalid_tmdb_ids.log',
      'report.json',
      'valid_links.csv',
    ]);
    expect((await own.database.importReports.latest())?.source).toBe('demo');
  });

  it('gives films their facts and statistics', async () => {
    const film = await own.database.movies.byId(GROUNDHOG_DAY);
    expect(film).toMatchObject({
      title: 'Groundhog Day',
      year: 1993,
      directors: ['Harold Ramis'],
      source: 'demo',
    });
    expect(film!.ratingCount).toBeGreaterThan(50);
    expect(film!.popularity).toBeGreaterThan(0.5);
    const [first, second] = await own.database.movies.popular({ genres: ['Western'] }, 2);
    expect(first!.genres).toContain('Western');
    expect(second!.genres).toContain('Western');
  });

  it('changes nothing when it is done again, and leaves accounts and what they said', async () => {
    const ada = (await own.database.users.create({
      email: 'ada@example.org',
      name: 'Ada',
      passwordHash: 'x',
    }))!;
    await own.database.ratings.put(ada.id, [{ movieId: GROUNDHOG_DAY, rating: 4.5 }]);
    await own.database.watchlist.add(ada.id, GROUNDHOG_DAY + 1);
    // As an import does at its end: Ada's rating moves the mean of all.
    await own.database.movies.refreshStatistics();
    const before = await everything();
    const report = await importDemo(own.database);
    expect(report.accounts).toMatchObject({
      ratingsKept: 1,
      ratingsSetAside: 0,
      watchlistLost: 0,
      hiddenLost: 0,
    });
    expect(await everything()).toEqual(before);
    expect((await own.database.ratings.one(ada.id, GROUNDHOG_DAY))?.rating).toBe(4.5);
    expect(await own.database.watchlist.idsOf(ada.id)).toEqual([GROUNDHOG_DAY + 1]);
  });

  it('stops within two seconds when told to, and leaves the former data', async () => {
    const before = await everything();
    const reason = new Error('enough');
    const controller = new AbortController();
    let toldAt = 0;
    const stopped = importDemo(own.database, {
      signal: controller.signal,
      onProgress: (share) => {
        if (share < 0.3 || controller.signal.aborted) return;
        toldAt = performance.now();
        controller.abort(reason);
      },
    });
    await expect(stopped).rejects.toBe(reason);
    expect(performance.now() - toldAt).toBeLessThan(2000);
    expect(await everything()).toEqual(before);
  });
});

/** A fingerprint of what people see. */
async function everything(): Promise<unknown> {
  return await own.database.store.row(
    `SELECT (SELECT md5(string_agg(r::text, '' ORDER BY user_id, movie_id)) FROM ratings r) AS ratings,
       (SELECT md5(string_agg(concat_ws('|', id, title, overview, rating_count, half_star_sum, popularity), ''
          ORDER BY id)) FROM movies) AS movies,
       (SELECT md5(string_agg(concat_ws('|', id, public_id, kind, name), '' ORDER BY id)) FROM users) AS users`,
  );
}
