import type { Filters } from '@marquee/contract/filters';
import type { MovieSummary } from '@marquee/contract/movie';

/** The same filters as elastic's clauses, for films that are at hand already; an unknown value never matches. */
export function matchesFilters(movie: MovieSummary, filters: Filters): boolean {
  const { genres, yearFrom, yearTo, minRating, language, runtimeMax, person } = filters;
  const within = (value: number | null, from: number | undefined, to: number | undefined) =>
    (from === undefined && to === undefined) ||
    (value !== null && value >= (from ?? -Infinity) && value <= (to ?? Infinity));
  return (
    (genres ?? []).every((genre) => movie.genres.includes(genre)) &&
    within(movie.year, yearFrom, yearTo) &&
    within(movie.ratingMean, minRating, undefined) &&
    within(movie.runtime, undefined, runtimeMax) &&
    (language === undefined || movie.languages.includes(language)) &&
    (person === undefined || movie.directors.includes(person) || movie.actors.includes(person))
  );
}
