import { basename } from 'node:path';
import type { Database } from '#database';
import { importCatalogue } from '#import/catalogue-import';
import type { AddRating, ImportOptions } from '#import/catalogue-import';
import { Tally } from '#import/report';
import type { ImportReport } from '#import/report';
import { addPeople } from '#imdb/people';
import { findTable } from '#imdb/tab-lines';
import { readTitles, readVotes } from '#imdb/titles';
import type { NewMovie } from '#movie-row';
import { BrokenFileError } from '#readers/broken-file';
import { joinedRatings } from '#readers/joined-ratings';

export interface ImdbImport extends ImportOptions {
  /** Folder with title.basics, title.ratings, title.principals and name.basics, each .tsv or .tsv.gz. */
  readonly path: string;
  /** Films with fewer votes are left out; 0 takes all. */
  readonly minVotes?: number | undefined;
  /** Folder of a MovieLens set with links.csv, whose ratings are joined by IMDb id. */
  readonly ratings?: string | undefined;
}

const MIN_VOTES = 1000;
/** Share of the whole run that reading the tables takes. */
const READING = 0.6;

/**
 * Puts the films of IMDb's tables in the place of the present catalogue, with its votes, and with the ratings of a
 * MovieLens set where one is named. Only what is kept is held in memory.
 * @throws BrokenFileError for tables that are missing, cut or something else; as importCatalogue.
 */
export async function importImdb(database: Database, options: ImdbImport): Promise<ImportReport> {
  const { path, minVotes = MIN_VOTES, signal, onProgress, ratings } = options;
  const tally = new Tally();
  const files = await tablesOf(path);
  const reading = (from: number, to: number, step: string) => ({
    tally,
    signal,
    onProgress: (share: number) => onProgress?.(READING * (from + share * (to - from)), step),
  });
  const votes =
    files.ratings === undefined
      ? undefined
      : await readVotes(files.ratings, minVotes, reading(0, 0.05, 'Reading votes'));
  const { movies, read } = await readTitles(files.basics, {
    ...reading(0.05, 0.35, 'Reading titles'),
    votes,
    minVotes,
  });
  if (files.principals !== undefined && files.names !== undefined)
    await addPeople(movies, {
      ...reading(0.35, 1, 'Reading people'),
      principals: files.principals,
      names: files.names,
    });
  const kept = [...movies.values()].sort((a, b) => a.id - b.id);
  return await importCatalogue(
    database,
    {
      source: 'imdb',
      kind: 'imported',
      personName: 'MovieLens',
      movies: kept,
      moviesRead: read,
      tally,
      ratings: ratings === undefined ? async () => 0 : ratingsOf(ratings, { movies: kept, tally, signal }),
    },
    { ...options, onProgress: (share, step) => onProgress?.(READING + share * (1 - READING), step) },
  );
}

const ratingsOf =
  (
    folder: string,
    given: {
      readonly movies: readonly NewMovie[];
      readonly tally: Tally;
      readonly signal: AbortSignal | undefined;
    },
  ) =>
  (add: AddRating, progress: (share: number) => void): Promise<number> =>
    joinedRatings(folder, { ...given, add, progress });

async function tablesOf(path: string) {
  const [basics, ratings, principals, names] = await Promise.all(
    ['title.basics', 'title.ratings', 'title.principals', 'name.basics'].map((name) => findTable(path, name)),
  );
  if (basics === undefined)
    throw new BrokenFileError({ file: path, reason: 'holds no title.basics.tsv or title.basics.tsv.gz' });
  if ((principals === undefined) !== (names === undefined))
    throw new BrokenFileError({
      file: path,
      reason: `holds ${basename((principals ?? names)!)} alone; people need title.principals and name.basics`,
    });
  return { basics, ratings, principals, names };
}
