import { foreignGenres } from '#genres';
import type { Tally } from '#import/report';
import type { NewMovie } from '#movie-row';
import { given, numberOf, placeOf, readTabLines } from '#imdb/tab-lines';

/** Kinds of titles that are films; series, episodes, shorts, games and the like are not. */
const FILMS = new Set(['movie', 'tvMovie']);
const BASICS = ['tconst', 'titleType', 'primaryTitle', 'originalTitle', 'isAdult', 'startYear', 'endYear', 'runtimeMinutes', 'genres']; // prettier-ignore
const RATINGS = ['tconst', 'averageRating', 'numVotes'];

interface Reading {
  readonly tally: Tally;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Votes of a title: how many, and their mean in stars (IMDb's ten points halved). */
export interface Votes {
  readonly count: number;
  readonly stars: number;
}

/** Turns `tt0114709 8.3 1100000` into 114709 → {count: 1100000, stars: 4.15}, for titles with enough votes. */
export async function readVotes(
  file: string,
  minVotes: number,
  { tally, ...options }: Reading,
): Promise<Map<number, Votes>> {
  const votes = new Map<number, Votes>();
  await readTabLines(file, {
    ...options,
    columns: RATINGS,
    row: (line, number) => {
      const [idText, meanText, countText] = line.split('\t');
      const id = numberOf('tt', idText);
      const [mean, count] = [Number(meanText), Number(countText)];
      const isRight = id !== undefined && mean >= 1 && mean <= 10 && Number.isInteger(count) && count >= 0;
      if (!isRight) tally.add('malformed-row', () => placeOf(file, line, number));
      else if (count >= minVotes && count > 0) votes.set(id, { count, stars: mean / 2 });
    },
  });
  return votes;
}

export interface TitlesOptions extends Reading {
  /** Titles that may come in; undefined where no file says how many votes there are. */
  readonly votes: ReadonlyMap<number, Votes> | undefined;
  readonly minVotes: number;
}

/**
 * Turns `tt0114709 movie "Toy Story" "Toy Story" 0 1995 \N 81 Adventure,Animation,Comedy` into a movie whose id is
 * the number of its IMDb id. @returns the films by id, and how many titles were read.
 */
export async function readTitles(
  file: string,
  { votes, minVotes, tally, ...options }: TitlesOptions,
): Promise<{ readonly movies: Map<number, NewMovie>; readonly read: number }> {
  const movies = new Map<number, NewMovie>();
  const read = await readTabLines(file, {
    ...options,
    columns: BASICS,
    row: (line, number) => {
      const at = () => placeOf(file, line, number);
      const fields = line.split('\t');
      const id = numberOf('tt', fields[0]);
      if (fields.length !== BASICS.length || id === undefined) return tally.add('malformed-row', at);
      if (!FILMS.has(fields[1]!)) return tally.add('no-film', at);
      if (fields[4] === '1') return tally.add('adult', at);
      const title = given(fields[2]);
      if (title === null) return tally.add('missing-value', at);
      if (movies.has(id)) return tally.add('duplicate-movie', at);
      const known = votes?.get(id);
      if (votes !== undefined && known === undefined && minVotes > 0) return tally.add('few-votes', at);
      const movie = toMovie(id, title, fields, known);
      if (movie.year === null) tally.add('no-year', at);
      if (movie.genres.length === 0) tally.add('no-genres', at);
      if (known === undefined) tally.add('no-ratings', at);
      movies.set(id, movie);
    },
  });
  return { movies, read };
}

function toMovie(id: number, title: string, fields: readonly string[], votes: Votes | undefined): NewMovie {
  const original = given(fields[3]);
  const { genres, others } = foreignGenres(given(fields[8])?.split(',') ?? []);
  return {
    id,
    source: 'imdb',
    title,
    originalTitle: original === title ? null : original,
    aliases: [],
    year: whole(fields[5], 1870, 2100),
    runtime: whole(fields[7], 1, 1000),
    genres,
    languages: [],
    countries: [],
    directors: [],
    actors: [],
    keywords: others,
    moods: [],
    overview: null,
    tagline: null,
    imdbId: `tt${String(id).padStart(7, '0')}`,
    tmdbId: null,
    posterPath: null,
    voteCount: votes?.count ?? 0,
    voteMean: votes?.stars ?? null,
  };
}

function whole(field: string | undefined, least: number, most: number): number | null {
  const value = Number(given(field) ?? Number.NaN);
  return Number.isInteger(value) && value >= least && value <= most ? value : null;
}
