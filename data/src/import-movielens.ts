import { basename } from 'node:path';
import type { Database } from '#database';
import { importCatalogue } from '#import/catalogue-import';
import type { AddRating, ImportOptions } from '#import/catalogue-import';
import { Tally } from '#import/report';
import type { ImportReport } from '#import/report';
import type { NewMovie } from '#movie-row';
import { addMetadata } from '#readers/metadata';
import { findMovieLens } from '#readers/movielens-form';
import type { MovieLensForm } from '#readers/movielens-form';
import { addLinks } from '#readers/movielens-links';
import { readMovieLensMovies } from '#readers/movielens-movies';
import { readRatingLines } from '#readers/rating-lines';

export interface MovieLensImport extends ImportOptions {
  /** Folder of the set: ml-latest-small, ml-25m, ml-32m, ml-1m, ml-100k. */
  readonly path: string;
  /** JSON lines with overviews, people and keywords, by movieId. */
  readonly metadata?: string | undefined;
}

const MOST_ID = 2_147_483_647;
/** 2100-01-01; a time beyond is a mistake, such as milliseconds. */
const LATEST_SECONDS = 4_102_444_800;

/**
 * Brings a MovieLens set in; see importCatalogue for what that means.
 * @throws BrokenFileError naming file, line and reason of a file that cannot be used; nothing has changed then.
 */
export async function importMovieLens(database: Database, options: MovieLensImport): Promise<ImportReport> {
  const tally = new Tally();
  const form = await findMovieLens(options.path);
  options.onProgress?.(0, 'Reading films');
  const { movies, read } = await readMovieLensMovies(form, tally);
  if (form.links !== undefined) await addLinks(form.links, movies, tally);
  if (options.metadata !== undefined) await addMetadata(options.metadata, movies, tally);
  const kept = [...movies.values()].sort((a, b) => a.id - b.id);
  remark(kept, tally);
  return await importCatalogue(
    database,
    {
      source: form.source,
      kind: 'imported',
      personName: 'MovieLens',
      movies: kept,
      moviesRead: read,
      ratings: (add, progress) => readRatings(form, { movies, tally, add, progress, signal: options.signal }),
      tally,
    },
    options,
  );
}

function remark(movies: readonly NewMovie[], tally: Tally): void {
  for (const { id, title, overview, tmdbId } of movies) {
    const example = () => `${String(id)} ${title}`;
    if (overview === null) tally.add('no-description', example);
    if (tmdbId === null) tally.add('no-tmdb-id', example);
  }
}

async function readRatings(
  form: MovieLensForm,
  given: {
    readonly movies: ReadonlyMap<number, NewMovie>;
    readonly tally: Tally;
    readonly add: AddRating;
    readonly progress: (share: number) => void;
    readonly signal: AbortSignal | undefined;
  },
): Promise<number> {
  const { movies, tally, add } = given;
  const rated = new Set<number>();
  const name = basename(form.ratings);
  const read = await readRatingLines(form.ratings, {
    separator: form.separator,
    header: form.name === 'csv',
    signal: given.signal,
    onProgress: given.progress,
    malformed: (line, text) => {
      tally.add('malformed-row', () => `${name}:${String(line)}: ${text}`);
    },
    row: ({ user, movie, stars, seconds }, line, text) => {
      const example = () => `${name}:${String(line)}: ${text()}`;
      const halves = stars * 2;
      if (user < 1 || user > MOST_ID) return void tally.add('malformed-row', example);
      if (!movies.has(movie)) return void tally.add('unknown-movie', example);
      if (!Number.isInteger(halves) || halves < 1 || halves > 10) {
        return void tally.add('rating-out-of-range', example);
      }
      if (seconds > LATEST_SECONDS) return void tally.add('bad-time', example);
      rated.add(movie);
      return add(user, movie, halves, seconds);
    },
  });
  for (const { id, title } of movies.values()) {
    if (!rated.has(id)) tally.add('no-ratings', () => `${String(id)} ${title}`);
  }
  return read;
}
