import type { Facets } from '@marquee/contract/search';
import type { Candidate } from '#candidate';
import { FACET_SIZES, RATING_BOUNDS } from '#queries/facets';

type Counted = Pick<Candidate, 'genres' | 'languages' | 'year' | 'ratingMean'>;

/**
 * The facets of films whose facts are at hand, as the aggregations of `queries/facets.ts` would count them: the fresh
 * pool of a search has been read already, and asking for it again was half of the second request.
 */
export function countFacets(movies: readonly Counted[]): Facets {
  const [genres, languages, decades] = [0, 1, 2].map(() => new Map<string, number>()) as [
    Counts,
    Counts,
    Counts,
  ];
  const rating = RATING_BOUNDS.map((from) => ({ value: String(from), from, count: 0 }));
  for (const movie of movies) {
    for (const genre of movie.genres) add(genres, genre);
    for (const language of movie.languages) add(languages, language);
    if (movie.year !== null) add(decades, String(Math.floor(movie.year / 10) * 10));
    for (const bound of rating)
      if (movie.ratingMean !== null && movie.ratingMean >= bound.from) bound.count++;
  }
  return {
    genres: mostFirst(genres).slice(0, FACET_SIZES.genres),
    decade: entries(decades)
      .sort((a, b) => Number(b.value) - Number(a.value))
      .slice(0, FACET_SIZES.decade),
    language: mostFirst(languages).slice(0, FACET_SIZES.language),
    rating: rating
      .filter(({ count }) => count > 0)
      .map(({ value, count }) => ({ value, count }))
      .sort((a, b) => Number(a.value) - Number(b.value)),
  };
}

type Counts = Map<string, number>;

const add = (counts: Counts, value: string): void => void counts.set(value, (counts.get(value) ?? 0) + 1);

const entries = (counts: Counts) => [...counts].map(([value, count]) => ({ value, count }));

const mostFirst = (counts: Counts) =>
  entries(counts).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
