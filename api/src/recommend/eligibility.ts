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

/** Whether a film may be recommended: filters, hidden things, avoided genres and wanted languages are always obeyed. */
export function eligible({ filters, hidden, preferences }: Constraints): (movie: MovieSummary) => boolean {
  const movies = new Set(hidden.movies);
  const people = new Set(hidden.people);
  const genres = new Set([...hidden.genres, ...preferences.genresAvoided]);
  const languages = new Set(preferences.languages);
  return (movie) =>
    !movies.has(movie.id) &&
    !movie.genres.some((genre) => genres.has(genre)) &&
    !movie.directors.some((name) => people.has(name)) &&
    !movie.actors.some((name) => people.has(name)) &&
    (languages.size === 0 || movie.languages.some((language) => languages.has(language))) &&
    matchesFilters(movie, filters);
}

/** Whether a film is of the kind that a newcomer has named: a liked genre, and a liked era. */
export function ofLikedKind({ genresLiked, eras }: Preferences): ((movie: MovieSummary) => boolean) | null {
  if (genresLiked.length === 0 && eras.length === 0) return null;
  const liked = new Set(genresLiked);
  return ({ genres, year }) =>
    (liked.size === 0 || genres.some((genre) => liked.has(genre))) &&
    (eras.length === 0 || (year !== null && eras.some(({ from, to }) => year >= from && year <= to)));
}
