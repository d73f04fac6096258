import type { estypes } from '@elastic/elasticsearch';
import { hasDirection } from '#direction';
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
  /** The same, to be compared by direction: the films like one film; absent where they point nowhere. */
  readonly alike?: readonly number[];
};

/** A film of the catalogue with its item factors. */
export function factorDocument(
  movie: Omit<FactorDocument, 'factors' | 'alike'>,
  factors: readonly number[],
): FactorDocument {
  const { id, genres, year, runtime, languages, ratingMean, directors, actors } = movie;
  return {
    ...{ id, genres, year, runtime, languages, ratingMean, directors, actors, factors },
    ...(hasDirection(factors) ? { alike: factors } : {}),
  };
}

const keyword = { type: 'keyword', ignore_above: 256 } as const;

const vectors = (dims: number, similarity: 'max_inner_product' | 'cosine') =>
  ({ type: 'dense_vector', dims, index: true, similarity, index_options: { type: 'int8_hnsw' } }) as const;

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
    factors: vectors(dimensions, 'max_inner_product'),
    alike: vectors(dimensions, 'cosine'),
  };
  return new IndexFamily(elastic, {
    name: 'factors',
    settings: {},
    mappings: { dynamic: 'strict', properties },
    idOf: (document) => String(document.id),
  });
}
