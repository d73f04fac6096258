import type { Database } from '#database';
import { importCatalogue } from '#import/catalogue-import';
import type { ImportOptions } from '#import/catalogue-import';
import { Tally } from '#import/report';
import type { ImportReport } from '#import/report';
import type { NewMovie } from '#movie-row';
import { addMetadata } from '#readers/metadata';
import { findMovieLens } from '#readers/movielens-form';
import { addLinks } from '#readers/movielens-links';
import { readMovieLensMovies } from '#readers/movielens-movies';
import { readMovieLensRatings } from '#readers/movielens-ratings';
import { addTags } from '#readers/movielens-tags';

export interface MovieLensImport extends ImportOptions {
  /** Folder of the set: ml-latest-small, ml-25m, ml-32m, ml-1m, ml-100k. */
  readonly path: string;
  /** JSON lines with overviews, people and keywords, by movieId. */
  readonly metadata?: string | undefined;
}

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
  await addTags(form, movies, tally);
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
      ratings: (add, progress) =>
        readMovieLensRatings(form, {
          films: (movie) => (movies.has(movie) ? movie : undefined),
          titles: kept,
          tally,
          add,
          progress,
          signal: options.signal,
        }),
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
