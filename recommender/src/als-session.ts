import { alsTables } from '#als-params';
import type { AlsParams } from '#als-params';
import { alsBytes, alsScratch, paddedFactors, trainAls } from '#als-train';
import type { AlsFactors } from '#als-train';
import { KernelMemory } from '#kernel-memory';
import type { RatingColumns } from '#model';
import { buildMatrix, matrixBytes } from '#sparse-matrix';
import type { RatingMatrix } from '#sparse-matrix';
import type { WorkerPool } from '#worker-pool';

/** A matrix in kernel memory with room for one factorisation at a time. */
export interface AlsSession {
  readonly matrix: RatingMatrix;
  /** The returned factors are views that the next call overwrites. */
  train(params: AlsParams, options: { readonly seed: number; readonly signal?: AbortSignal }): Promise<AlsFactors>;
}

/** @param options.factors the most factors that will be asked for */
export async function openAlsSession(
  ratings: RatingColumns,
  { factors, pool }: { readonly factors: number; readonly pool: WorkerPool },
): Promise<AlsSession> {
  const f = paddedFactors(factors);
  let memory: KernelMemory | undefined;
  const matrix = buildMatrix(ratings, (count, users, movies) => {
    const bytes = matrixBytes(count, users, movies) + alsBytes(users, movies, f) + pool.scratchTotal(alsScratch(f));
    memory = new KernelMemory(bytes);
    return memory;
  });
  await pool.attach(memory!, alsScratch(f));
  const mark = memory!.mark();
  return {
    matrix,
    train: (params, options) => {
      memory!.release(mark);
      return trainAls({ matrix, memory: memory!, pool, params, tables: alsTables(params), ...options });
    },
  };
}
