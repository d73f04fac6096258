import { imdbId } from '#readers/movielens-links';
import type { PersonalFormat } from '#personal/parse';

/** A row of a person's own file in our terms. */
export interface PersonalRow {
  /** Line of the file, from 1. */
  readonly row: number;
  readonly title: string;
  readonly otherTitle?: string | undefined;
  readonly year: number | null;
  readonly imdbId?: string | null;
  readonly tmdbId?: number | null;
  readonly movieLensId?: number | null;
  /** Stars, 0.5 to 5.0; null when the row gives none. */
  readonly rating: number | null;
  readonly at: Date | null;
  /** Why the row cannot be used, whatever it matches. */
  readonly fault?: string;
}

interface Reader {
  readonly format: PersonalFormat;
  /** Names of columns that tell the format: lower case, letters only. */
  readonly columns: readonly string[];
  readonly example: string;
  readonly read: (field: (column: string) => string) => Omit<PersonalRow, 'row'>;
}

const whole = (text: string): number | null => (/^\d{1,9}$/.test(text) ? Number(text) : null);

/** `2023-05-01`, `01-05-2023 …` is not guessed; null for anything that is no ISO date. */
function date(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at;
}

const seconds = (text: string): Date | null =>
  /^\d{9,10}$/.test(text) ? new Date(Number(text) * 1000) : null;

/** Stars of a number on a scale; IMDb's 7 of 10 → 3.5. */
function stars(text: string, perStar: number): Pick<PersonalRow, 'rating' | 'fault'> {
  if (text === '') return { rating: null, fault: 'has no rating: only seen' };
  const halves = Number(text) * (2 / perStar);
  if (!Number.isInteger(halves) || halves < 1 || halves > 10) {
    return { rating: null, fault: `has the rating "${text.slice(0, 20)}", which is none` };
  }
  return { rating: halves / 2 };
}

/** In the order in which they are tried; each has columns that the others lack. */
export const readers: readonly Reader[] = [
  {
    format: 'imdb',
    columns: ['const', 'yourrating', 'title'],
    example: 'Const,Your Rating,Date Rated,Title,…',
    read: (field) => ({
      title: field('title'),
      otherTitle: field('originaltitle') || undefined,
      year: whole(field('year')),
      imdbId: imdbId(field('const')),
      at: date(field('daterated')),
      ...stars(field('yourrating'), 2),
    }),
  },
  {
    format: 'letterboxd',
    columns: ['name', 'year', 'letterboxduri'],
    example: 'Date,Name,Year,Letterboxd URI,Rating',
    read: (field) => ({
      title: field('name'),
      year: whole(field('year')),
      at: date(field('watcheddate') || field('date')),
      ...stars(field('rating'), 1),
    }),
  },
  {
    format: 'movielens',
    columns: ['movieid', 'rating'],
    example: 'movie_id,imdb_id,tmdb_id,rating,average_rating,title or userId,movieId,rating,timestamp',
    read: (field) => ({
      title: field('title') || `MovieLens ${field('movieid')}`,
      year: whole(/\((\d{4})\)\s*$/.exec(field('title'))?.[1] ?? ''),
      imdbId: imdbId(field('imdbid')),
      tmdbId: whole(field('tmdbid')),
      movieLensId: whole(field('movieid')),
      at: seconds(field('timestamp')),
      ...stars(field('rating'), 1),
    }),
  },
];
