import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { withConnection } from '../../data/src/connection.ts';
import type { Database } from '../../data/src/database.ts';
import { importMovieLens } from '../../data/src/import-movielens.ts';
import { throwAwayDatabase } from '../../data/src/testing/throw-away-database.ts';
import { median, pairedRatio } from './figures.ts';
import type { Measured } from './figures.ts';
import { leftover, withFolder } from './leftovers.ts';
import { writeRatingSet } from './rating-set.ts';
import type { RatingSetSize } from './rating-set.ts';

const ROUNDS = 3;

const USUAL: RatingSetSize = { people: 7000, films: 9000, ratings: 1_000_000 };

export interface ImportTimes {
  readonly rows: number;
  /** Seconds, round by round. */
  readonly marquee: readonly number[];
  readonly copy: readonly number[];
  readonly copyLaterIndexed: readonly number[];
}

/** The MovieLens import against COPY alone of the same rows into a table like `ratings`, in turns. */
export async function benchImport(databaseUrl: string): Promise<Measured> {
  const times = await importTimes(databaseUrl, USUAL, ROUNDS);
  const perSecond = (seconds: readonly number[]): number => times.rows / median(seconds);
  return {
    figures: [
      {
        what: 'import over COPY into a table like ratings, rows a second',
        value: pairedRatio(times.copy, times.marquee),
        aim: { atLeast: 0.5 },
      },
      {
        what: 'import over COPY, indexes built afterwards',
        value: pairedRatio(times.copyLaterIndexed, times.marquee),
      },
      { what: 'import', value: perSecond(times.marquee), unit: 'rows a second' },
      { what: 'COPY into a table like ratings', value: perSecond(times.copy), unit: 'rows a second' },
      {
        what: 'COPY, indexes built afterwards',
        value: perSecond(times.copyLaterIndexed),
        unit: 'rows a second',
      },
    ],
    details: times,
  };
}

/**
 * Seconds of the whole import (films, cleaning, people, statistics, the swap) and of COPY of its rating file's rows as
 * they stand, into a table with the columns, check, key and index of `ratings`; and into one that gets them afterwards.
 */
export async function importTimes(
  databaseUrl: string,
  size: RatingSetSize,
  rounds: number,
): Promise<ImportTimes> {
  const { database, drop } = await throwAwayDatabase(databaseUrl);
  const removeDatabase = leftover(drop);
  const times = { marquee: [] as number[], copy: [] as number[], copyLaterIndexed: [] as number[] };
  try {
    return await withFolder('import', async (folder) => {
      const rows = await writeRatingSet(folder, size);
      for (let round = 0; round < rounds; round++) {
        times.copy.push(await seconds(() => copyAlone(database, folder, 'first')));
        times.copyLaterIndexed.push(await seconds(() => copyAlone(database, folder, 'afterwards')));
        times.marquee.push(await seconds(() => importMovieLens(database, { path: folder })));
      }
      return { rows, ...times };
    });
  } finally {
    await removeDatabase();
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

/** The file's own form: Postgres halves no stars and reads no seconds since 1970, so that the columns take them as they are. */
async function copyAlone(
  { connection }: Database,
  folder: string,
  indexed: 'first' | 'afterwards',
): Promise<void> {
  await withConnection(connection, async ({ client }) => {
    await client.query(`SET maintenance_work_mem = '256MB'`);
    await client.query(`CREATE TABLE bare_ratings (
      user_id integer NOT NULL, movie_id integer NOT NULL, stars real NOT NULL CHECK (stars BETWEEN 0.5 AND 5), rated_at bigint NOT NULL)`);
    if (indexed === 'first') await index();
    const into = client.query(copyFrom('COPY bare_ratings FROM STDIN (FORMAT csv, HEADER true)'));
    await pipeline(createReadStream(join(folder, 'ratings.csv')), into);
    if (indexed === 'afterwards') await index();
    await client.query('DROP TABLE bare_ratings');

    async function index(): Promise<void> {
      await client.query('ALTER TABLE bare_ratings ADD PRIMARY KEY (user_id, movie_id)');
      await client.query('CREATE INDEX ON bare_ratings (movie_id)');
    }
  });
}
