import type { Filters } from '@marquee/contract/filters';
import type { MovieSummary } from '@marquee/contract/movie';
import type { Preferences } from '@marquee/contract/taste';
import { matchesFilters } from '#movies/matches-filters';

/** What a person does not want to see at this moment. */
export interface HiddenThings {
  readonly movies: readonly number[];
  readonly people: readonly string[];
  readonly genres: readonly string[];
}

export const NOTHING_HIDDEN: HiddenThings = { movies: [], people: [], genres: [] };

export interface Constraints {
  readonly filters: Filters;
  readonly hidden: HiddenThings;
  readonly preferences: Preferences;
}

export type FilmTest = (movie: MovieSummary) => boolean;

/** Whether a film may be recommended: filters, hidden things, avoided genres and wanted languages are always obeyed. */
export const eligible = (constraints: Constraints): FilmTest => passing(eligibilityTests(constraints));

/** What makes up `eligible`: nothing where nothing is asked, since every film of the catalogue has to pass for a list. */
export function eligibilityTests({ filters, hidden, preferences }: Constraints): FilmTest[] {
  const movies = new Set(hidden.movies);
  const people = new Set(hidden.people);
  const genres = new Set([...hidden.genres, ...preferences.genresAvoided]);
  const languages = new Set(preferences.languages);
  const tests: FilmTest[] = [];
  if (movies.size > 0) tests.push(({ id }) => !movies.has(id));
  if (genres.size > 0) tests.push((movie) => !isAnyOf(genres, movie.genres));
  if (people.size > 0)
    tests.push(({ directors, actors }) => !isAnyOf(people, directors) && !isAnyOf(people, actors));
  if (languages.size > 0) tests.push((movie) => isAnyOf(languages, movie.languages));
  if (Object.values(filters).some((value) => value !== undefined))
    tests.push((movie) => matchesFilters(movie, filters));
  return tests;
}

/** Whether a film passes all of some tests. */
export const passing =
  (tests: readonly FilmTest[]): FilmTest =>
  (movie) => {
    for (const test of tests) if (!test(movie)) return false;
    return true;
  };

function isAnyOf(wanted: ReadonlySet<string>, values: readonly string[]): boolean {
  for (const value of values) if (wanted.has(value)) return true;
  return false;
}

/** Whether a film is of the kind that a newcomer has named: a liked genre, and a liked era. */
export function ofLikedKind({ genresLiked, eras }: Preferences): FilmTest | null {
  if (genresLiked.length === 0 && eras.length === 0) return null;
  const liked = new Set(genresLiked);
  return ({ genres, year }) =>
    (liked.size === 0 || genres.some((genre) => liked.has(genre))) &&
    (eras.length === 0 || (year !== null && eras.some(({ from, to }) => year >= from && year <= to)));
}
