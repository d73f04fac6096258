import type { AddRating } from '#import/catalogue-import';
import type { Tally } from '#import/report';
import type { NewMovie } from '#movie-row';
import { BrokenFileError } from '#readers/broken-file';
import { findMovieLens } from '#readers/movielens-form';
import { readLinks } from '#readers/movielens-links';
import { readMovieLensRatings } from '#readers/movielens-ratings';

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
  for await (const { id, imdbId, tmdbId } of readLinks(form.links, tally)) {
    const film = byImdb.get(imdbId ?? '') ?? byTmdb.get(tmdbId ?? -1);
    if (film !== undefined) films.set(id, film);
  }
  return await readMovieLensRatings(form, { ...rest, tally, films: (movie) => films.get(movie) });
}
