import { inverseBytes, invertInPlace, INVERSE_SCRATCH, padded } from '#kernel-inverse';
import { KernelMemory } from '#kernel-memory';
import { matrixBytes } from '#sparse-matrix';
import type { RatingMatrix, SparseRows } from '#sparse-matrix';
import type { WorkerPool } from '#worker-pool';

/** B by its rows: what a rated movie gives to others. */
export interface ItemWeights {
  /** Movies + 1 offsets. */
  readonly start: Int32Array;
  readonly index: Int32Array;
  readonly weight: Float32Array;
}

/**
 * EASE by the items × items form: P = (XᵀX + λI)⁻¹, B_ij = −P_ij / P_jj for i ≠ j. Of each column the `keep` largest
 * weights are kept.
 */
export async function solveByItems(given: {
  readonly matrix: RatingMatrix;
  readonly table: Float32Array;
  readonly regularization: number;
  readonly keep: number;
  /** Each column of B is divided by its movie's divisor. */
  readonly divisors: Float32Array;
  readonly pool: WorkerPool;
  readonly signal?: AbortSignal;
}): Promise<ItemWeights> {
  const { matrix, pool, signal } = given;
  const [users, movies, ratings] = [
    matrix.userIds.length,
    matrix.movieIds.length,
    matrix.byUser.index.length,
  ];
  const n = padded(movies);
  const bytes =
    inverseBytes(n) + matrixBytes(ratings, users, movies) + 2048 + pool.scratchTotal(INVERSE_SCRATCH);
  const memory = new KernelMemory(bytes);
  await pool.attach(pool.reserve(memory, INVERSE_SCRATCH));
  const a = memory.float32(n * n);
  const [byMovie, byUser] = [copyRows(memory, matrix.byMovie), copyRows(memory, matrix.byUser)];
  const table = memory.float32(256);
  table.set(given.table);
  const args = [a.byteOffset, n, movies, ...byMovie, ...byUser, table.byteOffset, 'begin', 'end'] as const;
  await pool.run({ name: 'itemGram', args, count: movies, piece: 16 }, signal);
  for (let row = 0; row < n; row++) a[row * n + row]! += row < movies ? given.regularization : 1;
  await invertInPlace(a, { n, memory, pool, signal });
  return largest(a, { n, movies, keep: given.keep, divisors: given.divisors });
}

function copyRows(memory: KernelMemory, rows: SparseRows): [number, number, number] {
  const copy = [
    memory.int32(rows.start.length),
    memory.int32(rows.index.length),
    memory.uint8(rows.level.length),
  ] as const;
  copy[0].set(rows.start);
  copy[1].set(rows.index);
  copy[2].set(rows.level);
  return [copy[0].byteOffset, copy[1].byteOffset, copy[2].byteOffset];
}

/** The weights of −P (its lower triangle given), the largest of each column, by rows. */
function largest(
  negative: Float32Array,
  of: { readonly n: number; readonly movies: number; readonly keep: number; readonly divisors: Float32Array },
): ItemWeights {
  const { n, movies } = of;
  const column = new Float32Array(movies);
  const magnitude = new Float32Array(movies);
  const kept: { readonly rows: Int32Array; readonly weights: Float32Array }[] = [];
  const start = new Int32Array(movies + 1);
  for (let j = 0; j < movies; j++) {
    const diagonal = -negative[j * n + j]! * of.divisors[j]!;
    for (let i = 0; i < movies; i++) {
      column[i] = i === j ? 0 : negative[i > j ? i * n + j : j * n + i]! / diagonal;
      magnitude[i] = Math.abs(column[i]!);
    }
    const least = movies > of.keep ? magnitude.sort()[movies - of.keep]! : 0;
    const rows: number[] = [];
    for (let i = 0; i < movies; i++)
      if (i !== j && Math.abs(column[i]!) >= least && column[i] !== 0) rows.push(i);
    for (const i of rows) start[i + 1]!++;
    kept.push({ rows: Int32Array.from(rows), weights: Float32Array.from(rows, (i) => column[i]!) });
  }
  for (let i = 0; i < movies; i++) start[i + 1]! += start[i]!;
  const next = start.slice();
  const [index, weight] = [new Int32Array(start[movies]!), new Float32Array(start[movies]!)];
  kept.forEach(({ rows, weights }, j) => {
    rows.forEach((i, at) => {
      const to = next[i]!++;
      index[to] = j;
      weight[to] = weights[at]!;
    });
  });
  return { start, index, weight };
}
