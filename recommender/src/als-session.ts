import { alsTables } from '#als-params';
import type { AlsParams } from '#als-params';
import { alsBytes, alsScratch, paddedFactors, trainAls } from '#als-train';
import type { AlsFactors, AlsIteration } from '#als-train';
import { instantiate } from '#kernel-engine';
import { kernelModule, KernelMemory } from '#kernel-memory';
import type { RatingColumns } from '#model';
import { buildMatrix, matrixBytes } from '#sparse-matrix';
import type { RatingMatrix } from '#sparse-matrix';
import type { WorkerPool } from '#worker-pool';

/** A matrix in kernel memory with room for one factorisation at a time. */
export interface AlsSession {
  readonly matrix: RatingMatrix;
  /** The returned factors and scores are views that the next call overwrites. */
  train(
    params: AlsParams,
    options: {
      readonly seed: number;
      readonly signal?: AbortSignal;
      readonly onIteration?: (done: AlsIteration) => void;
    },
  ): Promise<Trained>;
}

export interface Trained extends AlsFactors {
  /** As asked, but with no more factors than there are people or movies. */
  readonly params: AlsParams;
  /** q_i·p for every movie, for the person in a row of `users`. */
  readonly score: (user: number) => Float32Array;
}

/** @param options.factors the most factors that will be asked for */
export async function openAlsSession(
  ratings: RatingColumns,
  { factors, pool }: { readonly factors: number; readonly pool: WorkerPool },
): Promise<AlsSession> {
  const most = paddedFactors(factors);
  let made: KernelMemory | undefined;
  const matrix = buildMatrix(ratings, {
    allocate: (count, users, movies) => {
      const own = matrixBytes(count, users, movies) + alsBytes(users, movies, most) + 4 * movies + 64;
      made = new KernelMemory(own + pool.scratchTotal(alsScratch(most)));
      return made;
    },
  });
  const memory = made!;
  const binding = pool.reserve(memory, alsScratch(most));
  const scores = memory.float32(matrix.movieIds.length);
  const kernel = instantiate(kernelModule(), memory.memory);
  const mark = memory.mark();
  return {
    matrix,
    train: async (asked, options) => {
      const few = Math.max(1, Math.min(matrix.userIds.length, matrix.movieIds.length));
      const params = { ...asked, factors: Math.min(asked.factors, few) };
      memory.release(mark);
      await pool.attach(binding);
      const trained = await trainAls({ matrix, memory, pool, params, tables: alsTables(params), ...options });
      const f = paddedFactors(params.factors);
      const score = (user: number): Float32Array => {
        const { users, movies } = trained;
        kernel['score']!(
          movies.byteOffset,
          scores.length,
          f,
          users.byteOffset + user * f * 4,
          scores.byteOffset,
        );
        return scores;
      };
      return { ...trained, params, score };
    },
  };
}
