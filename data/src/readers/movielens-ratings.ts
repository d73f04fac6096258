import { basename } from 'node:path';
import type { AddRating } from '#import/catalogue-import';
import type { Tally } from '#import/report';
import type { NewMovie } from '#movie-row';
import type { MovieLensForm } from '#readers/movielens-form';
import { MOST_ID } from '#readers/movielens-movies';
import { readRatingLines } from '#readers/rating-lines';

export interface RatingsOptions {
  /** The id that a film of the file has in the catalogue; undefined for one that is not there. */
  readonly films: (movie: number) => number | undefined;
  /** Films of which it is told when nobody has rated them. */
  readonly titles?: readonly Pick<NewMovie, 'id' | 'title'>[];
  readonly tally: Tally;
  readonly add: AddRating;
  readonly progress: (share: number) => void;
  readonly signal: AbortSignal | undefined;
}

/** 2100-01-01; a time beyond is a mistake, such as milliseconds. */
const LATEST_SECONDS = 4_102_444_800;

/** Adds every rating of a MovieLens set that can be. @returns how many were read. */
export async function readMovieLensRatings(form: MovieLensForm, given: RatingsOptions): Promise<number> {
  const { films, titles = [], tally, add } = given;
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
      const film = films(movie);
      if (film === undefined) return void tally.add('unknown-movie', example);
      if (!Number.isInteger(halves) || halves < 1 || halves > 10) {
        return void tally.add('rating-out-of-range', example);
      }
      if (seconds > LATEST_SECONDS) return void tally.add('bad-time', example);
      rated.add(film);
      return add(user, film, halves, seconds);
    },
  });
  for (const { id, title } of titles) {
    if (!rated.has(id)) tally.add('no-ratings', () => `${String(id)} ${title}`);
  }
  return read;
}
