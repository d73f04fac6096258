import { basename } from 'node:path';
import { foreignGenres } from '#genres';
import type { Tally } from '#import/report';
import type { NewMovie } from '#movie-row';
import type { MovieLensForm } from '#readers/movielens-form';
import { parseMovieLensTitle } from '#readers/movielens-title';
import { readTable } from '#readers/table';
import type { TableRow } from '#readers/table';

/** Columns of u.item after five fields of text, in its order. */
const ITEM_GENRES = [
  'unknown', 'Action', 'Adventure', 'Animation', "Children's", 'Comedy', 'Crime', 'Documentary', 'Drama', 'Fantasy',
  'Film-Noir', 'Horror', 'Musical', 'Mystery', 'Romance', 'Sci-Fi', 'Thriller', 'War', 'Western',
] as const; // prettier-ignore
const ITEM_TEXT_FIELDS = 5;
const NO_GENRES = new Set(['(no genres listed)', 'unknown', '']);
/** The largest whole number that an id may be in Postgres. */
export const MOST_ID = 2_147_483_647;

/**
 * Turns `movies.csv`, `movies.dat` or `u.item` into movies by id:
 * `1,Toy Story (1995),Adventure|Animation` → {id: 1, title: 'Toy Story', year: 1995, genres: ['Adventure', 'Animation']}.
 * @throws BrokenFileError when the file as a whole cannot be what it should be.
 */
export async function readMovieLensMovies(
  form: MovieLensForm,
  tally: Tally,
): Promise<{ readonly movies: Map<number, NewMovie>; readonly read: number }> {
  const movies = new Map<number, NewMovie>();
  let read = 0;
  const table = {
    delimiter: form.name === 'tabs' ? '|' : form.separator,
    encoding: form.encoding,
    ...(form.name === 'csv' && { headers: [['movieId', 'title', 'genres']] }),
  };
  for await (const row of readTable(form.movies, table)) {
    read++;
    const movie = toMovie(row, { form, tally });
    if (movie === undefined) continue;
    if (movies.has(movie.id)) tally.add('duplicate-movie', () => example(form.movies, row));
    else movies.set(movie.id, movie);
  }
  return { movies, read };
}

const example = (file: string, { line, fields }: TableRow): string =>
  `${basename(file)}:${String(line)}: ${fields.slice(0, 4).join(',').slice(0, 200)}`;

/** A whole number from 1 to the largest that Postgres takes; undefined for anything else. */
export function parseId(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,10}$/.test(text.trim())) return undefined;
  const id = Number(text);
  return id >= 1 && id <= MOST_ID ? id : undefined;
}

function toMovie(
  row: TableRow,
  { form, tally }: { readonly form: MovieLensForm; readonly tally: Tally },
): NewMovie | undefined {
  const at = () => example(form.movies, row);
  const [idText, titleText, genresText] = row.fields;
  const fields = form.name === 'tabs' ? ITEM_TEXT_FIELDS + ITEM_GENRES.length : 3;
  if (row.fields.length !== fields) return void tally.add('malformed-row', at);
  const id = parseId(idText);
  if (id === undefined) return void tally.add('bad-movie-id', at);
  if (titleText === undefined || titleText.trim() === '') return void tally.add('missing-value', at);
  const parsed = parseMovieLensTitle(titleText);
  if (parsed.year === null) tally.add('no-year', at);
  const given =
    form.name === 'tabs'
      ? ITEM_GENRES.filter((_, k) => row.fields[ITEM_TEXT_FIELDS + k]?.trim() === '1')
      : (genresText ?? '').split('|');
  const { genres, others } = foreignGenres(given.filter((name) => !NO_GENRES.has(name.trim())));
  if (others.length > 0) tally.add('unknown-genre', at);
  if (genres.length === 0) tally.add('no-genres', at);
  return {
    id,
    source: form.source,
    ...parsed,
    genres,
    runtime: null,
    languages: [],
    countries: [],
    directors: [],
    actors: [],
    keywords: [],
    moods: [],
    overview: null,
    tagline: null,
    imdbId: null,
    tmdbId: null,
    posterPath: null,
  };
}
