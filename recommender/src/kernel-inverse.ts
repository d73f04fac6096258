import type { KernelMemory } from '#kernel-memory';
import type { WorkerPool } from '#worker-pool';

/** Rows of a block of the sweep: two panels of this width fit the second-level cache. */
const SIZE = 128;

/** Sizes of matrices that `invertInPlace` takes are multiples of this; pad with the identity. */
export const padded = (n: number): number => Math.ceil(n / SIZE) * SIZE;

/** Bytes of kernel memory for an n × n matrix and the sweep's panels. */
export const inverseBytes = (n: number): number =>
  4 * (padded(n) ** 2 + 2 * padded(n) * SIZE + SIZE * SIZE) + 256;

/** Bytes of scratch that one thread needs. */
export const INVERSE_SCRATCH = 8 * SIZE;

/**
 * Turns a symmetric positive definite matrix into its negated inverse, by the symmetric sweep in blocks: for each block K
 *
 *   D = A_KK⁻¹, V = A_:K D, A_IJ −= V_I A_JKᵀ, A_IK = V_I, A_KK = −D
 *
 * which takes n³ / 2 multiplications and keeps the matrix symmetric, so that the lower triangle alone is read and written.
 * @param a n × n, row-major, in kernel memory; n a multiple of 128
 */
export async function invertInPlace(
  a: Float32Array,
  {
    n,
    memory,
    pool,
    signal,
  }: {
    readonly n: number;
    readonly memory: KernelMemory;
    readonly pool: WorkerPool;
    readonly signal?: AbortSignal;
  },
): Promise<void> {
  const mark = memory.mark();
  const [w, v, d] = [memory.float32(n * SIZE), memory.float32(n * SIZE), memory.float32(SIZE * SIZE)];
  const blocks = n / SIZE;
  for (let block = 0; block < blocks; block++) {
    const from = block * SIZE;
    readPanel(a, w, n, from);
    invertSmall(w.subarray(from * SIZE, (from + SIZE) * SIZE), d);
    v.set(w);
    const rotation = [v.byteOffset, 'begin', 'end', SIZE, d.byteOffset, 'scratch'] as const;
    await pool.run({ name: 'rotate', args: rotation, count: n, piece: 256 }, signal);
    const update = [a.byteOffset, n, v.byteOffset, w.byteOffset, SIZE, block, 'begin', 'end'] as const;
    await pool.run({ name: 'sweepRows', args: update, count: blocks, piece: 1 }, signal);
    writePanel(a, v, n, from);
    for (let i = 0; i < SIZE; i++) {
      for (let j = 0; j < SIZE; j++) a[(from + i) * n + from + j] = -d[i * SIZE + j]!;
    }
  }
  memory.release(mark);
}

function readPanel(a: Float32Array, w: Float32Array, n: number, from: number): void {
  for (let t = 0; t < SIZE; t++) for (let i = 0; i < from; i++) w[i * SIZE + t] = a[(from + t) * n + i]!;
  for (let t = 0; t < SIZE; t++)
    for (let s = 0; s <= t; s++)
      w[(from + t) * SIZE + s] = w[(from + s) * SIZE + t] = a[(from + t) * n + from + s]!;
  for (let i = from + SIZE; i < n; i++) w.set(a.subarray(i * n + from, i * n + from + SIZE), i * SIZE);
}

function writePanel(a: Float32Array, v: Float32Array, n: number, from: number): void {
  for (let t = 0; t < SIZE; t++) for (let i = 0; i < from; i++) a[(from + t) * n + i] = v[i * SIZE + t]!;
  for (let i = from + SIZE; i < n; i++) a.set(v.subarray(i * SIZE, (i + 1) * SIZE), i * n + from);
}

/** The inverse of a symmetric positive definite SIZE × SIZE matrix; Gauss and Jordan in double precision. */
function invertSmall(a: Float32Array, out: Float32Array): void {
  const m = Float64Array.from(a);
  for (let k = 0; k < SIZE; k++) {
    const pivot = 1 / m[k * SIZE + k]!;
    m[k * SIZE + k] = 1;
    for (let j = 0; j < SIZE; j++) m[k * SIZE + j]! *= pivot;
    for (let i = 0; i < SIZE; i++) {
      const factor = m[i * SIZE + k]!;
      if (i === k || factor === 0) continue;
      m[i * SIZE + k] = 0;
      for (let j = 0; j < SIZE; j++) m[i * SIZE + j]! -= factor * m[k * SIZE + j]!;
    }
  }
  out.set(m);
}
