import type { estypes } from '@elastic/elasticsearch';
import type { Filters } from '@marquee/contract/filters';
import { BARE } from '#queries/bare';
import { exclusionClauses, filterClauses } from '#queries/filters';
import type { Exclusions } from '#queries/filters';
import { likeMoviesClauses, vectorsLookedAt } from '#queries/similar';

type Query = estypes.QueryDslQueryContainer;

/** Films that may be recommended: all of these hold. */
export interface Eligible {
  readonly filters: Filters;
  readonly exclusions: Exclusions;
  /** Of each person the languages wanted, one of which it must be; any when empty. */
  readonly languages: readonly (readonly string[])[];
  /** What a newcomer has named: one of the genres and one of the eras, where any are given. */
  readonly kind?: {
    readonly genres: readonly string[];
    readonly eras: readonly { readonly from: number; readonly to: number }[];
  };
}

/** Clauses for a `filter` context. */
export function eligibleClauses({ filters, exclusions, languages, kind }: Eligible): Query[] {
  const excluded = exclusionClauses(exclusions);
  const genres = kind?.genres ?? [];
  const eras = kind?.eras ?? [];
  return [
    ...filterClauses(filters),
    ...languages.filter(({ length }) => length > 0).map((own): Query => ({ terms: { languages: [...own] } })),
    ...(genres.length === 0 ? [] : [{ terms: { genres: [...genres] } }]),
    ...(eras.length === 0
      ? []
      : [
          {
            bool: {
              should: eras.map(({ from, to }): Query => ({ range: { year: { gte: from, lte: to } } })),
              minimum_should_match: 1,
            },
          },
        ]),
    ...(excluded.length === 0 ? [] : [{ bool: { must_not: excluded } }]),
  ];
}

/** The films that vectors point at: `factors` by inner product, `alike` (factors) and `vector` (sentence embeddings) by cosine. */
export function pointedAtBody(
  field: 'factors' | 'alike' | 'vector',
  vector: readonly number[],
  { limit, eligible }: { readonly limit: number; readonly eligible: Eligible },
): estypes.SearchRequest {
  return {
    ...BARE,
    size: limit,
    knn: {
      field,
      query_vector: [...vector],
      k: limit,
      num_candidates: vectorsLookedAt(limit),
      filter: eligibleClauses(eligible),
    },
  };
}

/** Films whose titles, people, keywords and genres are those of some films; alike plots are found by vectors. */
export function likeMoviesBody(
  index: string,
  movieIds: readonly number[],
  { limit, eligible }: { readonly limit: number; readonly eligible: Eligible },
): estypes.SearchRequest {
  return {
    ...BARE,
    size: limit,
    query: {
      bool: {
        should: likeMoviesClauses(index, movieIds, 'briefly'),
        minimum_should_match: 1,
        filter: eligibleClauses(eligible),
      },
    },
  };
}

/** How many films may be recommended. */
export function eligibleCountBody(eligible: Eligible): estypes.SearchRequest {
  return { size: 0, track_total_hits: true, query: { bool: { filter: eligibleClauses(eligible) } } };
}

/**
 * The most popular films. To count them in the same search would cost three times as much at a million films: Elasticsearch
 * would sort all of them instead of those that can still come in.
 */
export function mostPopularBody({
  limit,
  eligible,
}: {
  readonly limit: number;
  readonly eligible: Eligible;
}): estypes.SearchRequest {
  return {
    ...BARE,
    size: limit,
    query: { bool: { filter: eligibleClauses(eligible) } },
    sort: [{ popularity: 'desc' }, { id: 'asc' }],
  };
}
