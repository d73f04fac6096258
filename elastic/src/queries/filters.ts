import type { estypes } from '@elastic/elasticsearch';
import type { Filters } from '@marquee/contract/filters';

type Query = estypes.QueryDslQueryContainer;

/** Turns filters into clauses for a `filter` context: `{yearFrom: 1990}` → `[{range: {year: {gte: 1990}}}]`. */
export function filterClauses(filters: Filters): Query[] {
  const { genres, yearFrom, yearTo, minRating, language, runtimeMax, person } = filters;
  return [
    ...(genres ?? []).map((genre): Query => ({ term: { genres: genre } })),
    ...(yearFrom === undefined && yearTo === undefined
      ? []
      : [
          {
            range: {
              year: {
                ...(yearFrom === undefined ? {} : { gte: yearFrom }),
                ...(yearTo === undefined ? {} : { lte: yearTo }),
              },
            },
          },
        ]),
    ...(minRating === undefined ? [] : [{ range: { ratingMean: { gte: minRating } } }]),
    ...(language === undefined ? [] : [{ term: { languages: language } }]),
    ...(runtimeMax === undefined ? [] : [{ range: { runtime: { lte: runtimeMax } } }]),
    ...(person === undefined
      ? []
      : [
          {
            bool: {
              should: [{ term: { directors: person } }, { term: { actors: person } }],
              minimum_should_match: 1,
            },
          },
        ]),
  ];
}

/** What a person never wants to see, as clauses for `must_not`. */
export interface Exclusions {
  readonly movies?: readonly number[];
  readonly people?: readonly string[];
  readonly genres?: readonly string[];
}

/** Elasticsearch's limit for one clause (`index.max_terms_count`): what a group has seen may be more. */
const MOST_TERMS = 65_536;

export function exclusionClauses({ movies = [], people = [], genres = [] }: Exclusions): Query[] {
  return [
    ...Array.from({ length: Math.ceil(movies.length / MOST_TERMS) }, (_, at) => ({
      terms: { id: movies.slice(at * MOST_TERMS, (at + 1) * MOST_TERMS) },
    })),
    ...(people.length === 0
      ? []
      : [{ terms: { directors: [...people] } }, { terms: { actors: [...people] } }]),
    ...(genres.length === 0 ? [] : [{ terms: { genres: [...genres] } }]),
  ];
}
