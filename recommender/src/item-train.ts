import { solveByItems } from '#item-by-items';
import { solveByUsers, userGram } from '#item-by-users';
import { dampings, itemTable } from '#item-params';
import type { ItemParams } from '#item-params';
import type { ModelPart } from '#model';
import type { RatingMatrix } from '#sparse-matrix';
import { selectMovies } from '#sparse-select';
import type { WorkerPool } from '#worker-pool';

/** Up to so many users their inverse is small enough to multiply by at request time. */
const USERS_LIMIT = 3000;

export interface ItemLimits {
  /** Bytes that the items × items matrix may take; it decides how many of the most-rated movies are modelled. */
  readonly memory: number;
  /** Weights kept for each movie. */
  readonly keep: number;
}

export const ITEM_LIMITS: ItemLimits = { memory: 128 * 2 ** 20, keep: 1024 };

/** A matrix made ready for one or more fits. */
export interface ItemProblem {
  readonly form: 'users' | 'items';
  readonly matrix: RatingMatrix;
}

/** Takes the smaller of the two forms; the items × items form of the most-rated movies that fit in memory. */
export function itemProblem(matrix: RatingMatrix, limits: ItemLimits = ITEM_LIMITS): ItemProblem {
  const [users, movies] = [matrix.userIds.length, matrix.movieIds.length];
  if (users < movies && users <= USERS_LIMIT) return { form: 'users', matrix };
  return { form: 'items', matrix: selectMovies(matrix, Math.floor(Math.sqrt(limits.memory / 4))) };
}

/** The blocks of an `item` model (see item-scorer.ts). */
export async function trainItem(
  problem: ItemProblem,
  given: {
    readonly params: ItemParams;
    readonly pool: WorkerPool;
    readonly limits?: ItemLimits;
    readonly signal?: AbortSignal;
  },
): Promise<ModelPart['blocks']> {
  const { matrix } = problem;
  const table = itemTable(given.params);
  const { start, index, level } = matrix.byMovie;
  const counts = Int32Array.from(matrix.movieIds, (_, row) => start[row + 1]! - start[row]!);
  const fit = { ...given, matrix, table, regularization: given.params.regularization };
  const divisors = dampings(counts, given.params);
  if (problem.form === 'items') {
    const weights = await solveByItems({ ...fit, divisors, keep: (given.limits ?? ITEM_LIMITS).keep });
    return { movieIds: matrix.movieIds, counts, ...weights };
  }
  const { inverse, own } = await solveByUsers({ ...fit, gram: userGram(matrix, table) });
  const denominator = divisors.map((divisor, row) => divisor * (1 - own[row]!));
  const value = Float32Array.from(level, (code) => table[code]!);
  return { movieIds: matrix.movieIds, counts, start, index, value, inverse, own, denominator };
}
