import type { estypes } from '@elastic/elasticsearch';
import type { Facets } from '@marquee/contract/search';

/** Lower bounds of the rating facet, in stars. */
export const RATING_BOUNDS = [4.5, 4, 3.5, 3, 2] as const;

/** Most values of a facet. */
export const FACET_SIZES = { genres: 30, decade: 20, language: 15 } as const;

export const FACET_AGGREGATIONS: Record<string, estypes.AggregationsAggregationContainer> = {
  genres: { terms: { field: 'genres', size: FACET_SIZES.genres } },
  decade: { terms: { field: 'decade', size: FACET_SIZES.decade, order: { _key: 'desc' } } },
  language: { terms: { field: 'languages', size: FACET_SIZES.language } },
  rating: {
    range: { field: 'ratingMean', ranges: RATING_BOUNDS.map((from) => ({ key: String(from), from })) },
  },
};

interface Bucket {
  readonly key: string | number;
  readonly doc_count: number;
}

/** Turns `{genres: {buckets: [{key: 'Drama', doc_count: 3}]}, …}` into `{genres: [{value: 'Drama', count: 3}], …}`. */
export function facetsOf(aggregations: Readonly<Record<string, unknown>> | undefined): Facets {
  const values = (name: string) => {
    const buckets = (aggregations?.[name] as { buckets?: readonly Bucket[] } | undefined)?.buckets ?? [];
    return buckets
      .filter((bucket) => bucket.doc_count > 0)
      .map((bucket) => ({ value: String(bucket.key), count: bucket.doc_count }));
  };
  return {
    genres: values('genres'),
    decade: values('decade'),
    language: values('language'),
    rating: values('rating'),
  };
}
