import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '#database';
import { aFilm } from '#testing/factories';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

const MODEL = 'all-MiniLM-L6-v2';
let own: ThrowAwayDatabase;
let database: Database;

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
  database = own.database;
});
afterAll(async () => {
  await own.drop();
});
beforeEach(async () => {
  await database.store.rows('TRUNCATE movies, ratings CASCADE');
});

describe('films', () => {
  it('come in the order that was asked for, without those that are not there', async () => {
    const up = await aFilm(database, { title: 'Up' });
    const heat = await aFilm(database, { title: 'Heat' });
    expect((await database.movies.byIds([heat, 999_999, up])).map(({ title }) => title)).toEqual([
      'Heat',
      'Up',
    ]);
    expect((await database.movies.summaries([up, heat])).map(({ title }) => title)).toEqual(['Up', 'Heat']);
    expect(await database.movies.byIds([])).toEqual([]);
    expect(await database.movies.known([up, 999_999])).toEqual(new Set([up]));
  });

  it('are read in batches, every one once', async () => {
    for (let n = 0; n < 7; n += 1) await aFilm(database, { title: `Film ${String(n)}` });
    const sizes: number[] = [];
    const ids: number[] = [];
    for await (const batch of database.movies.all(3)) {
      sizes.push(batch.length);
      ids.push(...batch.map(({ id }) => id));
    }
    expect(sizes).toEqual([3, 3, 1]);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(new Set(ids).size).toBe(7);
  });

  it('pass every filter that is given', async () => {
    const old = await aFilm(database, { title: 'Old', year: 1950, genres: ['Crime', 'Drama'] });
    const recent = await aFilm(database, { title: 'Recent', year: 2001, genres: ['Crime'] });
    await database.store.rows(`UPDATE movies SET languages = '{fr,en}', runtime = 90, actors = '{Ada Actor}'
      WHERE id = ${String(old)}`);
    const ids = async (filters: Parameters<Database['movies']['idsMatching']>[0]) =>
      await database.movies.idsMatching(filters);
    expect(await ids({})).toEqual([old, recent]);
    expect(await ids({ genres: ['Crime', 'Drama'] })).toEqual([old]);
    expect(await ids({ yearFrom: 1951 })).toEqual([recent]);
    expect(await ids({ yearTo: 1950 })).toEqual([old]);
    expect(await ids({ language: 'en' })).toEqual([old]);
    expect(await ids({ runtimeMax: 90 })).toEqual([old]);
    expect(await ids({ person: 'ada actor' })).toEqual([old]);
    expect(await ids({ minRating: 0.5 })).toEqual([]);
  });

  it('keep what an enrichment does not know', async () => {
    const heat = await aFilm(database, { title: 'Heat', tmdbId: 949 });
    const at = new Date('2026-01-01T00:00:00Z');
    expect((await database.movies.toEnrich(at, 10)).map(({ id }) => id)).toEqual([heat]);
    await database.movies.saveEnrichment(
      heat,
      { overview: 'Two men.', runtime: undefined, actors: ['A', 'B'] },
      at,
    );
    expect(await database.movies.byId(heat)).toMatchObject({
      title: 'Heat',
      overview: 'Two men.',
      runtime: null,
      actors: ['A', 'B'],
    });
    expect(await database.movies.toEnrich(at, 10)).toEqual([]);
    await database.movies.saveLinkCheck(heat, false, at);
    expect(await database.movies.toEnrich(new Date('2027-01-01'), 10)).toEqual([]);
    expect(await database.movies.toCheck(at, 10)).toEqual([]);
  });

  it('without something are told, with examples', async () => {
    await aFilm(database, { title: 'Heat', year: 1995 });
    const missing = await database.quality.missing();
    expect(missing.find(({ what }) => what === 'no overview')).toEqual({
      what: 'no overview',
      count: 1,
      examples: ['Heat (1995)'],
    });
    expect(await database.quality.moviesByDecade()).toEqual([{ decade: 1990, count: 1 }]);
    const coverage = Object.fromEntries(
      (await database.quality.coverage()).map(({ what, count }) => [what, count]),
    );
    const total = await database.movies.count();
    for (const { what, count } of missing.filter(
      (gap) => gap.what === 'no overview' || gap.what === 'no year',
    ))
      expect([what, coverage[what.slice(3)]]).toEqual([what, total - count]);
    expect(coverage.map).toBe(0);
    const steps = await database.quality.moviesByRatings();
    expect(steps.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    expect(steps[0]).toEqual({
      from: 0,
      to: 0,
      count: missing.find((gap) => gap.what === 'no ratings')!.count,
    });
    expect(await database.quality.ratingsByKind()).toEqual({ generated: 0, imported: 0, account: 0 });
  });
});

describe('vectors', () => {
  it('come back as they were put, number by number', async () => {
    const heat = await aFilm(database, { title: 'Heat' });
    const up = await aFilm(database, { title: 'Up' });
    const vector = Float32Array.from({ length: 384 }, (_, n) => Math.sin(n) / 7);
    // A view into a larger buffer, at an offset, as embedders hand them out.
    const view = new Float32Array([9, ...vector]).subarray(1);
    await database.vectors.put(MODEL, [
      { movieId: heat, vector: view, textHash: 'one' },
      { movieId: up, vector: vector.map((x) => -x), textHash: 'two' },
      { movieId: 999_999, vector, textHash: 'gone' },
    ]);
    expect(await database.vectors.count(MODEL)).toBe(2);
    expect((await database.vectors.of(MODEL, [heat])).get(heat)).toEqual(vector);
    expect(await database.vectors.textHashes(MODEL)).toEqual(
      new Map([
        [heat, 'one'],
        [up, 'two'],
      ]),
    );
    const all: number[] = [];
    for await (const batch of database.vectors.all(MODEL)) all.push(...batch.map(({ movieId }) => movieId));
    expect(all).toEqual([heat, up]);
    await database.vectors.put(MODEL, [{ movieId: heat, vector: vector.map(() => 0), textHash: 'three' }]);
    expect((await database.vectors.textHashes(MODEL)).get(heat)).toBe('three');
    expect(await database.vectors.removeOthers('another model')).toBe(2);
  });
});
