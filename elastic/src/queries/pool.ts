import type { estypes } from '@elastic/elasticsearch';
import { FACET_AGGREGATIONS } from '#queries/facets';
import { SUMMARY_FIELDS } from '#queries/fields';

const ids = (movieIds: readonly number[]): estypes.QueryDslQueryContainer => ({
  ids: { values: movieIds.map(String) },
});

/** Summaries of films that are known by id. */
export function pageBody(movieIds: readonly number[]): estypes.SearchRequest {
  return {
    size: movieIds.length,
    query: { bool: { filter: [ids(movieIds)] } },
    track_total_hits: false,
    docvalue_fields: ['id'],
    _source: SUMMARY_FIELDS,
  };
}

/** Counts by genre, decade, language and rating over films that are known by id. */
export function facetBody(movieIds: readonly number[]): estypes.SearchRequest {
  return {
    size: 0,
    query: { bool: { filter: [ids(movieIds)] } },
    track_total_hits: false,
    aggregations: FACET_AGGREGATIONS,
  };
}
