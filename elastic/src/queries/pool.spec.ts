import { expect, it } from 'vitest';
import { FACET_AGGREGATIONS } from '#queries/facets';
import { SUMMARY_FIELDS } from '#queries/fields';
import { facetBody, pageBody } from '#queries/pool';

it('reads the cards of a page', () => {
  expect(pageBody([3, 1])).toEqual({
    size: 2,
    query: { bool: { filter: [{ ids: { values: ['3', '1'] } }] } },
    track_total_hits: false,
    docvalue_fields: ['id'],
    _source: SUMMARY_FIELDS,
  });
});

it('counts facets over a pool', () => {
  expect(facetBody([3])).toEqual({
    size: 0,
    query: { bool: { filter: [{ ids: { values: ['3'] } }] } },
    track_total_hits: false,
    aggregations: FACET_AGGREGATIONS,
  });
});
