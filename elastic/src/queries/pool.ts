import type { estypes } from '@elastic/elasticsearch';
import { FACET_AGGREGATIONS } from '#queries/facets';
import { SUMMARY_FIELDS } from '#queries/fields';

/** Marks of a highlight: control characters, which no text holds, so that the rest needs no escaping. */
export const MARKS = { from: '\u0002', to: '\u0003' } as const;

const ids = (movieIds: readonly number[]): estypes.QueryDslQueryContainer => ({
  ids: { values: movieIds.map(String) },
});

export interface PageRequest {
  readonly movieIds: readonly number[];
  /** Telling words of the query, for the highlights; none without words. */
  readonly words: readonly string[];
}

/** Summaries and highlights of films that are known by id. */
export function pageBody({ movieIds, words }: PageRequest): estypes.SearchRequest {
  const query = words.join(' ');
  const fuzzy = (field: string): estypes.QueryDslQueryContainer => ({
    match: { [field]: { query, fuzziness: 'AUTO:4,8' } },
  });
  const plain = (field: string): estypes.QueryDslQueryContainer => ({ match: { [field]: query } });
  const whole = { number_of_fragments: 0 };
  return {
    size: movieIds.length,
    query: { bool: { filter: [ids(movieIds)] } },
    track_total_hits: false,
    _source: SUMMARY_FIELDS,
    ...(query === ''
      ? {}
      : {
          highlight: {
            pre_tags: [MARKS.from],
            post_tags: [MARKS.to],
            fields: {
              title: { ...whole, highlight_query: fuzzy('title') },
              overview: { fragment_size: 180, number_of_fragments: 1, highlight_query: plain('overview') },
              'directors.words': { ...whole, highlight_query: fuzzy('directors.words') },
              'actors.words': { ...whole, highlight_query: fuzzy('actors.words') },
            },
          },
        }),
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
