import type { estypes } from '@elastic/elasticsearch';
import type { Filters } from '@marquee/contract/filters';
import type { BrowseQuery } from '@marquee/contract/search';
import { FACET_AGGREGATIONS } from '#queries/facets';
import { exclusionClauses, filterClauses } from '#queries/filters';
import type { Exclusions } from '#queries/filters';
import { SUMMARY_FIELDS } from '#queries/fields';

/** Each sort is total: the id settles ties, so that pages neither repeat nor skip. */
const SORTS: Readonly<Record<BrowseQuery['sort'], estypes.SortCombinations[]>> = {
  popularity: [{ popularity: 'desc' }, { id: 'asc' }],
  rating: [{ ratingMean: { order: 'desc', missing: '_last' } }, { ratingCount: 'desc' }, { id: 'asc' }],
  year: [{ year: { order: 'asc', missing: '_last' } }, { id: 'asc' }],
  '-year': [{ year: { order: 'desc', missing: '_last' } }, { id: 'asc' }],
  title: [{ 'title.sort': 'asc' }, { id: 'asc' }],
};

interface BrowseRequest {
  readonly filters: Filters;
  readonly sort: BrowseQuery['sort'];
  readonly limit: number;
  /** Whether to count all films that pass, too. */
  readonly facets?: boolean;
  readonly exclusions?: Exclusions;
  /** Sort values of the last film of the former page. */
  readonly after?: estypes.SortResults;
}

/** Films by filters alone, in a stable order. */
export function browseBody({
  filters,
  sort,
  limit,
  facets = false,
  exclusions = {},
  after,
}: BrowseRequest): estypes.SearchRequest {
  return {
    size: limit,
    query: { bool: { filter: filterClauses(filters), must_not: exclusionClauses(exclusions) } },
    sort: SORTS[sort],
    track_total_hits: true,
    _source: SUMMARY_FIELDS,
    ...(facets ? { aggregations: FACET_AGGREGATIONS } : {}),
    ...(after === undefined ? {} : { search_after: after }),
  };
}
