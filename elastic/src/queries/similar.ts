import type { estypes } from '@elastic/elasticsearch';
import type { Filters } from '@marquee/contract/filters';
import { exclusionClauses, filterClauses } from '#queries/filters';
import type { Exclusions } from '#queries/filters';
import { SUMMARY_FIELDS } from '#queries/fields';

interface NeighboursRequest {
  readonly filters: Filters;
  readonly limit: number;
  readonly exclusions?: Exclusions;
}

/**
 * `tfidf`: films whose telling words, people and keywords are those of the given one (Lucene's MoreLikeThis, weights by
 * field: who made it and what it is about say more than common words of the plot).
 */
export function moreLikeThisBody(
  index: string,
  movieId: number,
  request: NeighboursRequest,
): estypes.SearchRequest {
  return {
    size: request.limit,
    query: {
      bool: {
        should: likeMoviesClauses(index, [movieId], 'in full'),
        minimum_should_match: 1,
        filter: filterClauses(request.filters),
        must_not: exclusionClauses({
          ...request.exclusions,
          movies: [movieId, ...(request.exclusions?.movies ?? [])],
        }),
      },
    },
    _source: SUMMARY_FIELDS,
  };
}

/**
 * Clauses for `should`: the more of them a film meets, and the better, the more it is like the given ones.
 * @param told `briefly` leaves the plot's words out, which cost as much as everything else together
 */
export function likeMoviesClauses(
  index: string,
  movieIds: readonly number[],
  told: 'briefly' | 'in full',
): estypes.QueryDslQueryContainer[] {
  const like = movieIds.map((movieId) => ({ _index: index, _id: String(movieId) }));
  const clause = (fields: string[], boost: number, terms: number): estypes.QueryDslQueryContainer => ({
    more_like_this: {
      fields,
      like,
      min_term_freq: 1,
      min_doc_freq: 2,
      max_query_terms: terms,
      minimum_should_match: '1',
      boost,
    },
  });
  return [
    clause(['title.stemmed'], 1, 5),
    ...(told === 'in full' ? [clause(['overview', 'tagline'], 1, 25)] : []),
    clause(['keywords'], 2, 15),
    clause(['directors', 'actors'], 1.5, 8),
    clause(['genres', 'moods'], 0.7, 8),
  ];
}

/** Most vectors that a shard looks at for each neighbour asked for. */
const CANDIDATES_PER_NEIGHBOUR = 5;

export const vectorsLookedAt = (limit: number): number =>
  Math.min(10_000, Math.max(100, limit * CANDIDATES_PER_NEIGHBOUR));

/** kNN over the sentence embedding (`bert`). */
export function nearestBody(vector: readonly number[], request: NeighboursRequest): estypes.SearchRequest {
  const excluded = exclusionClauses(request.exclusions ?? {});
  return {
    size: request.limit,
    knn: {
      field: 'vector',
      query_vector: [...vector],
      k: request.limit,
      num_candidates: vectorsLookedAt(request.limit),
      filter: [
        ...filterClauses(request.filters),
        ...(excluded.length === 0 ? [] : [{ bool: { must_not: excluded } }]),
      ],
    },
    _source: SUMMARY_FIELDS,
  };
}
