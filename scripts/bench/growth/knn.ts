import type { Elastic } from '../../../elastic/src/elastic.ts';
import { IndexFamily } from '../../../elastic/src/index-family.ts';
import { VECTOR_DIMENSIONS } from '../../../elastic/src/movie-document.ts';
import { quantile } from '../figures.ts';
import { recall } from './vectors.ts';

const K = 20;
/** What a search by words looks through (see neighboursBody), for 200 of them. */
const CANDIDATES = 300;
const ROUNDS = 3;

interface VectorDocument {
  readonly id: number;
  readonly vector: readonly number[];
}

export type VectorKind = 'int8_hnsw' | 'bbq_hnsw';

/** An index of vectors alone. */
export function vectorIndex(elastic: Elastic, kind: VectorKind): IndexFamily<VectorDocument> {
  return new IndexFamily(elastic, {
    name: kind.replace('_', '-'),
    settings: {},
    mappings: {
      dynamic: 'strict',
      properties: {
        id: { type: 'integer' },
        vector: {
          type: 'dense_vector',
          dims: VECTOR_DIMENSIONS,
          index: true,
          similarity: 'cosine',
          index_options: { type: kind },
        },
      },
    },
    idOf: ({ id }) => String(id),
  });
}

export interface KnnFigures {
  readonly kind: VectorKind;
  /** How many times as many vectors as are wanted are scored again in full; 0: none. */
  readonly oversample: number;
  readonly recallAt20: number;
  readonly p50: number;
  readonly p95: number;
}

interface Asked {
  /** The index of each kind. */
  readonly indices: Readonly<Partial<Record<VectorKind, string>>>;
  readonly queries: readonly Float32Array[];
  readonly exact: readonly (readonly number[])[];
}

/** recall@20 against the exact neighbours, and milliseconds a query, of each kind with and without scoring again, in turns. */
export async function measureKnn(
  elastic: Elastic,
  { indices, queries, exact }: Asked,
): Promise<KnnFigures[]> {
  const ways = (Object.entries(indices) as [VectorKind, string][]).flatMap(([kind, index]) =>
    [0, 2, 4].map((oversample) => ({ kind, index, oversample, ms: [] as number[], found: [] as number[][] })),
  );
  for (let round = -1; round < ROUNDS; round++) {
    for (const [at, query] of queries.entries()) {
      for (const way of ways) {
        const startedAt = performance.now();
        const answer = await elastic.client.search({
          index: way.index,
          size: K,
          _source: false,
          knn: {
            field: 'vector',
            query_vector: Array.from(query),
            k: K,
            num_candidates: CANDIDATES,
            rescore_vector: { oversample: way.oversample },
          },
        });
        if (round >= 0) way.ms.push(performance.now() - startedAt);
        way.found[at] = answer.hits.hits.map((hit) => Number(hit._id));
      }
    }
  }
  return ways.map(({ kind, oversample, ms, found }) => ({
    kind,
    oversample,
    recallAt20: recall(exact, found),
    p50: quantile(ms, 0.5),
    p95: quantile(ms, 0.95),
  }));
}
