import { basename } from 'node:path';
import type { AddRating } from '#import/catalogue-import';
import type { Tally } from '#import/report';
import type { NewMovie } from '#movie-row';
import { BrokenFileError } from '#readers/broken-file';
import { findMovieLens } from '#readers/movielens-form';
import { imdbId } from '#readers/movielens-links';
import { parseId } from '#readers/movielens-movies';
import { readMovieLensRatings } from '#readers/movielens-ratings';
import { readTable } from '#readers/table';

export interface JoinedRatings {
  /** The films that ratings are looked for, by IMDb or TMDB id. */
  readonly movies: readonly Pick<NewMovie, 'id' | 'title' | 'imdbId' | 'tmdbId'>[];
  readonly tally: Tally;
  readonly add: AddRating;
  readonly progress: (share: number) => void;
  readonly signal: AbortSignal | undefined;
}

/** Adds the ratings of a MovieLens set to films of another source, joined by links.csv. @returns how many were read. */
export async function joinedRatings(folder: string, given: JoinedRatings): Promise<number> {
  const form = await findMovieLens(folder);
  if (form.links === undefined)
    throw new BrokenFileError({ file: folder, reason: 'holds no links.csv, which says which film is which' });
  const { movies, tally, ...rest } = given;
  const byImdb = new Map(movies.flatMap(({ id, imdbId: key }) => (key === null ? [] : [[key, id]])));
  const byTmdb = new Map(movies.flatMap(({ id, tmdbId: key }) => (key === null ? [] : [[key, id]])));
  const films = new Map<number, number>();
  const links = { delimiter: ',', encoding: 'utf-8', headers: [['movieId', 'imdbId', 'tmdbId']] } as const;
  for await (const { line, fields } of readTable(form.links, links)) {
    const id = parseId(fields[0]);
    if (id === undefined) {
      tally.add('malformed-row', () => `${basename(form.links!)}:${String(line)}: ${fields.join(',')}`);
      continue;
    }
    const film = byImdb.get(imdbId(fields[1] ?? '') ?? '') ?? byTmdb.get(parseId(fields[2]) ?? -1);
    if (film !== undefined) films.set(id, film);
  }
  return await readMovieLensRatings(form, { ...rest, tally, films: (movie) => films.get(movie) });
}
