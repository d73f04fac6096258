import type { Elastic } from '../../../elastic/src/elastic.ts';
import { IndexFamily, versionAt } from '../../../elastic/src/index-family.ts';
import { VECTOR_DIMENSIONS } from '../../../elastic/src/movie-document.ts';
import { movieIndex } from '../../../elastic/src/movie-index.ts';
import { quantile } from '../figures.ts';
import { buildOnce, indexSize, mergesEnd, rounded, vectorSize } from './building.ts';
import type { IndexSize, Server, VectorSize } from './building.ts';
import { ExactNeighbours, recall, SyntheticVectors } from './vectors.ts';

const K = 20;
/** What a search by words looks through (see neighboursBody), for 200 of them. */
const CANDIDATES = 300;
const ROUNDS = 3;
const QUERIES = 50;
const OVERSAMPLES = [0, 2, 4];

interface VectorDocument {
  readonly id: number;
  readonly vector: readonly number[];
}

const KINDS = ['int8_hnsw', 'bbq_hnsw'] as const;
type VectorKind = (typeof KINDS)[number];

/** An index of vectors alone. */
function vectorIndex(elastic: Elastic, kind: VectorKind): IndexFamily<VectorDocument> {
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

export interface VectorGrowth {
  readonly films: number;
  readonly ways: readonly KnnFigures[];
  readonly indices: Readonly<Record<VectorKind, VectorIndexSize>>;
}

interface VectorIndexSize extends IndexSize {
  /** Absent in a record from before it was measured. */
  readonly vectors?: VectorSize;
  /** 0 for an index that was there. */
  readonly buildSeconds: number;
}

/**
 * Builds an index of each kind with so many synthetic vectors, and asks both for neighbours. Where the films of the same number
 * stand, theirs is the one of the kind that they have: it holds the same vectors.
 */
export async function vectorGrowth(count: number, { at: connect, say }: Server): Promise<VectorGrowth> {
  const elastic = connect(`vectors-${String(count)}`);
  const ofFilms = movieIndex(connect(`films-${String(count)}`));
  const filmsStand = (await ofFilms.liveVersion()) !== null;
  const aliases: Readonly<Record<VectorKind, string>> = {
    int8_hnsw: filmsStand ? ofFilms.alias : vectorIndex(elastic, 'int8_hnsw').alias,
    bbq_hnsw: vectorIndex(elastic, 'bbq_hnsw').alias,
  };
  const vectors = new SyntheticVectors();
  const queries = Array.from({ length: QUERIES }, (_, at) =>
    vectors.query(Math.floor(((at + 0.5) / QUERIES) * count)),
  );
  const version = versionAt(new Date());
  const build = async (kind: VectorKind): Promise<number> =>
    await buildOnce(vectorIndex(elastic, kind), {
      ...{ count, say, version },
      documents: documentsOf(vectors, count),
    });
  const seconds = {
    bbq_hnsw: await build('bbq_hnsw'),
    int8_hnsw: filmsStand ? 0 : await build('int8_hnsw'),
  };
  await mergesEnd(elastic);
  say('The neighbours are found by comparing all vectors');
  const exact = new ExactNeighbours(queries, K);
  for (let film = 0; film < count; film++) exact.add(film + 1, vectors.of(film));
  const figures = await measureKnn(elastic, { aliases, queries, exact: exact.ids() });
  const sizes = await Promise.all(
    KINDS.map(async (kind) => {
      const size = await indexSize(elastic, aliases[kind]);
      const own = await vectorSize(elastic, aliases[kind]);
      return [kind, { ...size, vectors: own, buildSeconds: seconds[kind] }] as const;
    }),
  );
  return { films: count, ways: figures, indices: Object.fromEntries(sizes) as VectorGrowth['indices'] };
}

function* documentsOf(vectors: SyntheticVectors, count: number): Generator<VectorDocument> {
  for (let at = 0; at < count; at++) yield { id: at + 1, vector: rounded(vectors.of(at)) };
}

interface Asked {
  readonly aliases: Readonly<Record<VectorKind, string>>;
  readonly queries: readonly Float32Array[];
  readonly exact: readonly (readonly number[])[];
}

/** recall@20 against the exact neighbours, and milliseconds a query, of each kind with and without scoring again, in turns. */
async function measureKnn(elastic: Elastic, { aliases, queries, exact }: Asked): Promise<KnnFigures[]> {
  const ways = KINDS.flatMap((kind) =>
    OVERSAMPLES.map((oversample) => ({ kind, oversample, ms: [] as number[], found: [] as number[][] })),
  );
  for (let round = -1; round < ROUNDS; round++) {
    for (const [at, query] of queries.entries()) {
      for (const way of ways) {
        const startedAt = performance.now();
        const answer = await elastic.client.search({
          index: aliases[way.kind],
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
