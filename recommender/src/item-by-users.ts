import { inverseBytes, invertInPlace, INVERSE_SCRATCH, padded } from '#kernel-inverse';
import { KernelMemory } from '#kernel-memory';
import type { RatingMatrix } from '#sparse-matrix';
import type { WorkerPool } from '#worker-pool';

/** What the users × users form keeps. */
export interface ItemsByUsers {
  /** M = (XXᵀ + λI)⁻¹, users × users. */
  readonly inverse: Float32Array;
  /** x_jᵀ M x_j for each movie, below 1. */
  readonly own: Float32Array;
}

/** XXᵀ, the same for every λ; users × users, the lower triangle filled. */
export function userGram(matrix: RatingMatrix, table: Float32Array): Float32Array {
  const users = matrix.userIds.length;
  const gram = new Float32Array(users * users);
  const { start, index, level } = matrix.byMovie;
  for (let movie = 0; movie + 1 < start.length; movie++) {
    for (let a = start[movie]!; a < start[movie + 1]!; a++) {
      const x = table[level[a]!]!;
      if (x === 0) continue;
      const row = index[a]! * users;
      for (let b = start[movie]!; b <= a; b++) gram[row + index[b]!]! += x * table[level[b]!]!;
    }
  }
  return gram;
}

/**
 * EASE by the identity (XᵀX + λI)⁻¹ = (I − Xᵀ M X) / λ, M = (XXᵀ + λI)⁻¹, so that the inverse is users × users and
 *
 *   B_ij = x_iᵀ M x_j / (1 − x_jᵀ M x_j)  for i ≠ j.
 */
export async function solveByUsers(given: {
  readonly matrix: RatingMatrix;
  readonly gram: Float32Array;
  readonly table: Float32Array;
  readonly regularization: number;
  readonly pool: WorkerPool;
  readonly signal?: AbortSignal;
}): Promise<ItemsByUsers> {
  const users = given.matrix.userIds.length;
  const n = padded(users);
  const memory = new KernelMemory(inverseBytes(n) + given.pool.scratchTotal(INVERSE_SCRATCH));
  await given.pool.attach(given.pool.reserve(memory, INVERSE_SCRATCH));
  const a = memory.float32(n * n);
  for (let row = 0; row < users; row++) {
    a.set(given.gram.subarray(row * users, row * users + row + 1), row * n);
    a[row * n + row]! += given.regularization;
  }
  for (let row = users; row < n; row++) a[row * n + row] = 1;
  await invertInPlace(a, { n, memory, pool: given.pool, signal: given.signal });
  const inverse = new Float32Array(users * users);
  for (let i = 0; i < users; i++) {
    for (let j = 0; j <= i; j++) inverse[i * users + j] = inverse[j * users + i] = -a[i * n + j]!;
  }
  return { inverse, own: ownForms(given.matrix, inverse, given.table) };
}

function ownForms(matrix: RatingMatrix, inverse: Float32Array, table: Float32Array): Float32Array {
  const users = matrix.userIds.length;
  const { start, index, level } = matrix.byMovie;
  return Float32Array.from(matrix.movieIds, (_, movie) => {
    let form = 0;
    for (let a = start[movie]!; a < start[movie + 1]!; a++) {
      const [row, x] = [index[a]! * users, table[level[a]!]!];
      for (let b = start[movie]!; b < a; b++) form += 2 * x * table[level[b]!]! * inverse[row + index[b]!]!;
      form += x * x * inverse[row + index[a]!]!;
    }
    return Math.min(form, 1 - 1e-6);
  });
}
