import type { estypes } from '@elastic/elasticsearch';
import { IndexFamily } from '#index-family';
import type { Elastic } from '#elastic';
import type { MovieDocument } from '#movie-document';

/** What filters ask for, copied beside the factors so that kNN can filter. */
export type FactorDocument = Pick<
  MovieDocument,
  'id' | 'genres' | 'year' | 'runtime' | 'languages' | 'ratingMean' | 'directors' | 'actors'
> & {
  /** Item factors of one model version. */
  readonly factors: readonly number[];
};

const keyword = { type: 'keyword', ignore_above: 256 } as const;

/** The item factors of one model version; a fresh index for each version, since the number of factors may change. */
export function factorIndex(elastic: Elastic, dimensions: number): IndexFamily<FactorDocument> {
  const properties: Record<keyof FactorDocument, estypes.MappingProperty> = {
    id: { type: 'integer' },
    genres: keyword,
    year: { type: 'short' },
    runtime: { type: 'short' },
    languages: keyword,
    ratingMean: { type: 'float' },
    directors: keyword,
    actors: keyword,
    factors: {
      type: 'dense_vector',
      dims: dimensions,
      index: true,
      similarity: 'max_inner_product',
      index_options: { type: 'int8_hnsw' },
    },
  };
  return new IndexFamily(elastic, {
    name: 'factors',
    settings: {},
    mappings: { dynamic: 'strict', properties },
    idOf: (document) => String(document.id),
  });
}
