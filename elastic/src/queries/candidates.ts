import type { estypes } from '@elastic/elasticsearch';
import type { Filters } from '@marquee/contract/filters';
import type { Understanding } from '#query-understanding';
import { BARE } from '#queries/bare';
import { exclusionClauses, filterClauses } from '#queries/filters';
import type { Exclusions } from '#queries/filters';

type Query = estypes.QueryDslQueryContainer;

/** Read from doc values, which costs a fraction of parsing `_source` for hundreds of films. */
export const CANDIDATE_FIELDS = [
  'id',
  'title.sort',
  'otherTitles.sort',
  'originalTitle.sort',
  'directors',
  'actors',
  'genres',
  'languages',
  'countries',
  'year',
  'ratingCount',
  'ratingMean',
  'popularity',
];

export interface CandidateRequest {
  readonly query: string;
  readonly understanding: Understanding;
  readonly filters: Filters;
  readonly exclusions?: Exclusions;
}

const PLOT_SIZE = 100;
const TITLE_SIZE = 40;
const WISHES_SIZE = 60;
const NEIGHBOURS = 200;

/** More words than titles have, slips included: a plot, whose every word would be looked up with its neighbours. */
const MOST_FUZZY_WORDS = 6;

/** Up to here a title without its spaces may have two slips. */
const MOST_JOINED_LETTERS = 16;

const restricted = (must: Query, { filters, exclusions = {} }: CandidateRequest): Query => ({
  bool: { must: [must], filter: filterClauses(filters), must_not: exclusionClauses(exclusions) },
});

/** Films in whose plot the query's words stand: cross_fields takes all plot fields for one large one. */
export function plotBody(request: CandidateRequest): estypes.SearchRequest {
  const plot: Query = {
    multi_match: {
      query: request.understanding.telling.join(' '),
      type: 'cross_fields',
      fields: ['overview', 'keywords', 'tagline^0.7', 'title.stemmed^0.7'],
      tie_breaker: 0.3,
    },
  };
  return { ...BARE, size: PLOT_SIZE, query: restricted(plot, request) };
}

/** Films whose title is like the query, with slips of the pen; the popular ones first among equals. */
export function titleBody(request: CandidateRequest): estypes.SearchRequest {
  const { query } = request;
  const { telling } = request.understanding;
  const title: Query = {
    dis_max: {
      tie_breaker: 0.1,
      queries: [
        { match: { titles: { query, boost: 1.2 } } },
        ...(telling.length > MOST_FUZZY_WORDS
          ? []
          : [
              {
                match: {
                  titles: {
                    query: telling.join(' '),
                    fuzziness: 'AUTO:4,8',
                    prefix_length: 1,
                    max_expansions: 30,
                  },
                },
              },
            ]),
        { match: { 'titles.joined': { query, fuzziness: joinedSlips(query), boost: 3 } } },
      ],
    },
  };
  return { ...BARE, size: TITLE_SIZE, query: restricted(popularFirst(title), request) };
}

/**
 * Slips allowed in a title without its spaces. Two cost Elasticsearch an automaton that grows with the text: 10 to 15 ms
 * for a sentence, and longer titles are found by their words.
 */
function joinedSlips(query: string): string | number {
  const letters = query.replace(/[^\p{L}\p{N}]+/gu, '').length;
  return letters > MOST_JOINED_LETTERS ? 1 : 'AUTO:4,9';
}

/** Films of the people named, the popular ones first. */
export function peopleBody(request: CandidateRequest): estypes.SearchRequest {
  const people: Query = {
    match: {
      people: { query: request.understanding.telling.join(' '), fuzziness: 'AUTO:6,10', prefix_length: 1 },
    },
  };
  return { ...BARE, size: TITLE_SIZE, query: restricted(popularFirst(people), request) };
}

/**
 * Films that are as wished, all wishes met, the popular ones first; null where nothing is wished. Sorted by a column, of which
 * Elasticsearch leaves out all that can no longer come in: to score them it would look at every film of a genre.
 */
export function wishesBody(request: CandidateRequest): estypes.SearchRequest | null {
  const { years, genres, origins } = request.understanding;
  const clauses: Query[] = [
    ...(years === undefined ? [] : [{ range: { year: { gte: years.from, lte: years.to } } }]),
    ...genres.map((genre) => ({ term: { genres: genre } })),
    ...origins.map(({ language, countries }) => ({
      bool: {
        should: [
          ...(language === undefined ? [] : [{ term: { languages: language } }]),
          { terms: { countries: [...countries] } },
        ],
        minimum_should_match: 1,
      },
    })),
  ];
  if (clauses.length === 0) return null;
  const { filters, exclusions = {} } = request;
  return {
    ...BARE,
    size: WISHES_SIZE,
    query: {
      bool: { filter: [...clauses, ...filterClauses(filters)], must_not: exclusionClauses(exclusions) },
    },
    sort: [{ ratingCount: 'desc' }],
  };
}

/** The facts of films that are known by id. */
export function factsBody(movieIds: readonly number[]): estypes.SearchRequest {
  return {
    ...BARE,
    docvalue_fields: CANDIDATE_FIELDS,
    size: movieIds.length,
    query: { bool: { filter: [{ ids: { values: movieIds.map(String) } }] } },
  };
}

/** The facts of the most rated films, some at a time. @param after where the former ones ended */
export function factsAheadBody(size: number, after: estypes.SortResults | undefined): estypes.SearchRequest {
  return {
    ...BARE,
    docvalue_fields: CANDIDATE_FIELDS,
    size,
    sort: [{ ratingCount: 'desc' }, { id: 'asc' }],
    ...(after === undefined ? {} : { search_after: after }),
  };
}

/** Six digits are far more than what the index keeps of a vector, in half the bytes to send and read. */
const shortened = (value: number): number => Number(value.toFixed(6));

/** Films whose text means something near. */
export function neighboursBody(vector: readonly number[], request: CandidateRequest): estypes.SearchRequest {
  const excluded = exclusionClauses(request.exclusions ?? {});
  return {
    ...BARE,
    size: NEIGHBOURS,
    knn: {
      field: 'vector',
      query_vector: vector.map(shortened),
      k: NEIGHBOURS,
      num_candidates: NEIGHBOURS + 100,
      filter: [
        ...filterClauses(request.filters),
        ...(excluded.length === 0 ? [] : [{ bool: { must_not: excluded } }]),
      ],
    },
  };
}

/** Multiplies by 1 + log10(2 + ratings) / 2: a film that everybody knows counts double. */
const popularFirst = (query: Query): Query => ({
  function_score: {
    query,
    functions: [
      { weight: 1 },
      { field_value_factor: { field: 'ratingCount', modifier: 'log2p', missing: 0 }, weight: 0.5 },
    ],
    score_mode: 'sum',
    boost_mode: 'multiply',
  },
});
