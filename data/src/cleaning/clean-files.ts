import { createWriteStream } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { linkTexts } from '#cleaning/link-files';
import { cleanRatingsSql } from '#cleaning/normalise';
import type { RatingDistribution } from '#import/rating-distribution';
import type { CatalogueSource } from '#import/catalogue-import';
import type { ImportReport } from '#import/report';
import type { NewMovie } from '#movie-row';

const FILES = ['clean_movies.csv', 'clean_ratings.csv', 'valid_links.csv', 'invalid_tmdb_ids.log'] as const;
const partial = (out: string, name: string): string => join(out, `${name}.part`);

/**
 * Writes the cleaned files under a name ending in `.part`; `finish` gives them their names together with report.json,
 * so that a folder never holds files of two imports that both look whole.
 */
export async function writeCleanFiles({
  out,
  client,
  given,
  distribution,
}: {
  readonly out: string;
  readonly client: Client;
  readonly given: CatalogueSource;
  readonly distribution: RatingDistribution;
}): Promise<{ readonly finish: (report: ImportReport) => Promise<void> }> {
  await mkdir(out, { recursive: true });
  await writeCsv(partial(out, 'clean_movies.csv'), given.movies.map(movieRow));
  const links = linkTexts(given.movies.map((movie) => ({ ...movie, linkValid: null })));
  for (const [name, text] of Object.entries(links)) await writeFile(partial(out, name), text);
  const ratings = client.query(copyTo(cleanRatingsSql(distribution)));
  await pipeline(ratings, createWriteStream(partial(out, 'clean_ratings.csv')));
  return {
    finish: async (report) => {
      for (const name of FILES) await rename(partial(out, name), join(out, name));
      await writeFile(join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
    },
  };
}

async function writeCsv(path: string, rows: readonly object[]): Promise<void> {
  await pipeline(Readable.from(rows), stringify({ header: true }), createWriteStream(path));
}

const list = (values: readonly string[]): string => values.join('|');

function movieRow(movie: NewMovie) {
  return {
    movieId: movie.id,
    title: movie.title,
    originalTitle: movie.originalTitle ?? '',
    aliases: list(movie.aliases),
    year: movie.year ?? '',
    runtime: movie.runtime ?? '',
    genres: list(movie.genres),
    languages: list(movie.languages),
    countries: list(movie.countries),
    directors: list(movie.directors),
    actors: list(movie.actors),
    keywords: list(movie.keywords),
    moods: list(movie.moods),
    overview: movie.overview ?? '',
    imdbId: movie.imdbId ?? '',
    tmdbId: movie.tmdbId ?? '',
  };
}
