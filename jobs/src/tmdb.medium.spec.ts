import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { testServices } from '@marquee/contract/testing/test-services';
import { parseEnvironment } from '@marquee/contract/environment';
import type { JobName, JobPayload } from '@marquee/contract/jobs';
import { throwAwayDatabase } from '@marquee/data/testing/throw-away-database';
import type { ThrowAwayDatabase } from '@marquee/data/testing/throw-away-database';
import { fakeEmbedder } from '@marquee/recommender/embedder-fake';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Connections } from '#connections';
import type { JobResult } from '#outcome';
import { runJob } from '#run-job';
import { aFakeFilm, aFakeTmdb, answering, cut, FAKE_KEY } from '#testing/fake-tmdb';
import type { FakeTmdb, Fault } from '#testing/fake-tmdb';
import { testConnections } from '#testing/test-connections';

let own: ThrowAwayDatabase;
let connections: Connections;
let dataFolder: string;
let fake: FakeTmdb;
let log: string[] = [];

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
  dataFolder = await mkdtemp(join(tmpdir(), 'marquee-tmdb-'));
  connections = testConnections({
    database: own.database,
    databaseUrl: own.url,
    redisUrl: testServices().redisUrl,
    elasticUrl: testServices().elasticsearchUrl,
    prefix: 'test-tmdb',
    embedder: fakeEmbedder(),
    dataFolder,
  });
});
afterEach(async () => {
  await fake.close();
});
afterAll(async () => {
  await connections.close();
  await own.drop();
  await rm(dataFolder, { recursive: true });
});

const FILMS = [
  ...Array.from({ length: 30 }, (_, k) => aFakeFilm(k + 1)),
  aFakeFilm(31, { adult: true }),
  aFakeFilm(32, { runtime: 'very long' }),
  aFakeFilm(33, { release_date: '', genres: [] }),
];
const again = { 'retry-after': '0' };

/** Starts a TMDB that misbehaves in this way, and runs a job on it. */
async function run<Name extends JobName>(
  name: Name,
  payload: JobPayload<Name>,
  faults: readonly Fault[] = [],
  key = FAKE_KEY,
): Promise<JobResult> {
  fake = await aFakeTmdb(FILMS, faults);
  log = [];
  const environment = parseEnvironment({
    DATABASE_URL: own.url, MARQUEE_DATA: dataFolder, TMDB_URL: fake.url, TMDB_API_KEY: key,
  }); // prettier-ignore
  const watch = {
    requestedBy: 'a test',
    progress: () => undefined,
    log: (line: string) => log.push(line),
    signal: new AbortController().signal,
  };
  const outcome = await runJob({ ...connections, environment }, { name, payload }, watch);
  return outcome.kind === 'done' ? outcome.result : { nothingToDo: outcome.reason };
}

const IMPORT: JobPayload<'import'> = { source: 'tmdb', acceptLicence: false };

describe('films from TMDB', () => {
  it('says that the key is refused', async () => {
    await expect(run('import', IMPORT, [], 'wrong')).rejects.toThrow(/refuses the key/);
  });

  it('keeps what it was told when it is cut short, and then asks only for the rest', async () => {
    const well: null[] = Array.from({ length: 10 }, () => null);
    const down = Array.from({ length: 40 }, () => answering(503, again));
    await expect(run('import', IMPORT, [...well, ...down])).rejects.toThrow(/after 4 attempts/);
    await fake.close();
    const result = await run('import', IMPORT);
    expect(fake.asked.filter((path) => path.startsWith('/3/movie/')).length).toBe(FILMS.length - 8);
    expect(result).toMatchObject({
      source: 'tmdb',
      movies: 31,
      remarks: { adult: 1, 'unreadable-answer': 1, 'no-year': 1, 'no-genres': 1 },
    });
  });

  it('brings facts, people, words, posters and votes', async () => {
    fake = await aFakeTmdb([]);
    expect(await own.database.movies.byId(2)).toMatchObject({
      title: 'Film 2', originalTitle: null, year: 1999, genres: ['Sci-Fi'], keywords: ['history', 'robot'],
      directors: ['A Director'], actors: ['An Actor'], overview: 'What happens in film 2.', posterPath: '/p2.jpg',
      imdbId: 'tt0000002', tmdbId: 2, ratingCount: 998, ratingMean: 4,
    }); // prettier-ignore
    expect((await own.database.movies.popular({}, 2)).map(({ id }) => id)).toEqual([1, 2]);
  });

  it('takes the ids of a daily export, the most popular first', async () => {
    const line = (id: number, more: object) => JSON.stringify({ adult: false, id, original_title: 'x', popularity: id, video: false, ...more }); // prettier-ignore
    const lines = [line(3, {}), line(9, {}), line(9, {}), line(20, { adult: true }), line(21, { video: true }), line(5, {}), `${'x\0'.padEnd(159, 'x')}😀`, line(99, {})]; // prettier-ignore
    const folder = await mkdtemp(join(dataFolder, 'ids-'));
    await writeFile(join(folder, 'movie_ids_11_23_2026.json.gz'), gzipSync('{"id": 1}\n'));
    await writeFile(join(folder, 'movie_ids_11_24_2026.json.gz'), gzipSync(lines.join('\n')));
    const result = await run('import', { ...IMPORT, path: folder, limit: 3 });
    expect(result).toMatchObject({
      movies: 2,
      remarks: { adult: 1, 'no-film': 1, 'duplicate-movie': 1, 'malformed-row': 1, 'unknown-tmdb-id': 1 },
    });
    expect(fake.asked).toEqual(['/3/movie/99']);
    const list = join(folder, 'ids.txt');
    await writeFile(list, FILMS.map(({ id }) => id).join('\n'));
    await fake.close();
    expect(await run('import', { ...IMPORT, path: list })).toMatchObject({ movies: 31 });
  });

  it('enriches through trouble, and asks about no film twice', async () => {
    await own.database.store.rows(
      `UPDATE movies SET overview = NULL, actors = '{}', tmdb_id = CASE id WHEN 4 THEN 404 WHEN 5 THEN 32 ELSE tmdb_id END`,
    );
    const trouble = [answering(429, again), cut, answering(502, again)];
    const result = await run('enrich', { olderThanDays: 30 }, trouble);
    expect(result).toMatchObject({ enriched: 29, unknown: 1, unreadable: 1 });
    expect(log.join('\n')).toMatch(/does not know 404/);
    expect(await own.database.movies.byId(2)).toMatchObject({ overview: 'What happens in film 2.', actors: ['An Actor'] }); // prettier-ignore
    await fake.close();
    await run('enrich', { olderThanDays: 30 });
    expect(fake.asked).toEqual(['/3/movie/32']);
  });

  it('checks links, and writes which hold', async () => {
    const result = await run('check-links', {}, [answering(500, again)]);
    expect(result).toMatchObject({ checked: 30, invalid: 0 });
    const text = async (name: string) =>
      (await readFile(join(dataFolder, 'import', name), 'utf8')).split('\n');
    expect((await text('valid_links.csv')).slice(0, 3)).toEqual(['movieId,imdbId,tmdbId', '1,tt0000001,1', '2,tt0000002,2']); // prettier-ignore
    expect(await text('invalid_tmdb_ids.log')).toEqual(['4\tFilm 4\tTMDB does not know 404', '']);
    await fake.close();
    expect(await run('check-links', {})).toEqual({ nothingToDo: expect.stringMatching(/30 days/) });
  });
});
