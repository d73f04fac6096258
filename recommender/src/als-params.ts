import { sparkTarget } from '#als-spark-form';
import { levelTable } from '#sparse-level';
import type { RatingMatrix, SparseRows } from '#sparse-matrix';

/**
 * The objective, in the form of Rendle, Krichene, Zhang and Koren (2021), "Revisiting the performance of iALS":
 *
 *   L = Σ_rated w (y_ui − p_u·q_i)² + α₀ Σ_all (p_u·q_i)² + Σ_u λ_u |p_u|² + Σ_i λ_i |q_i|²
 *   λ_u = λ (n_u + α₀ I)^ν,  λ_i = λ (n_i + α₀ U)^ν
 *
 * with y = max(0, 1 + d / slope) for a rating d stars above the person's own mean: what is liked more is aimed higher,
 * and a clear dislike is aimed at 0 as firmly as a like is aimed at 1.
 */
export interface AlsParams {
  readonly factors: number;
  readonly iterations: number;
  /** α₀, the weight of what is not rated, against 1 for what is. */
  readonly unobserved: number;
  /** λ, given for ν = 1; for other exponents it is rescaled so that the typical row is regularised as strongly. */
  readonly regularization: number;
  /** ν, how the regularisation grows with a row's ratings. */
  readonly exponent: number;
  /** Stars below the mean at which a rating counts as nothing; Infinity aims every rating at 1. */
  readonly slope: number;
  /** Steps of conjugate gradients a row. */
  readonly steps: number;
  /** The objective in the form that Spark can be given (see als-spark-form.ts); as above when absent. */
  readonly form?: 'spark' | undefined;
}

export const ALS_DEFAULTS: AlsParams = {
  factors: 192,
  iterations: 12,
  unobserved: 0.13,
  regularization: 0.014,
  exponent: 0.8,
  slope: 1.5,
  steps: 3,
};

/** What a rating of a level weighs in the Gram part (w) and in the right-hand side (t = w y, or Hu's confidence). */
export interface AlsTables {
  readonly weight: Float32Array;
  readonly target: Float32Array;
}

export function alsTables(params: AlsParams): AlsTables {
  const aim = (distance: number): number => Math.max(0, 1 + distance / params.slope);
  return {
    weight: new Float32Array(256).fill(1),
    target: levelTable((distance) =>
      params.form === 'spark' ? sparkTarget(aim(distance), params.unobserved) : aim(distance),
    ),
  };
}

/** The objective of Hu, Koren and Volinsky (2008): confidence c for what is rated, 1 for what is not, every target 1. */
export function confidenceTables(confidence: number): AlsTables {
  return {
    weight: new Float32Array(256).fill(confidence - 1),
    target: new Float32Array(256).fill(confidence),
  };
}

/** λ_r of a row with n ratings that faces `others` rows. `typical` is the mean of n + α₀ others over all users. */
export interface Regularization {
  readonly base: number;
  readonly exponent: number;
  readonly unobserved: number;
  readonly others: number;
  /** Only ratings with a target above 0 are counted, one at least, as Spark does. */
  readonly onlyAimed?: boolean;
}

export function regularizationOf(reg: Regularization, ratings: number): number {
  return reg.base * (ratings + reg.unobserved * reg.others) ** reg.exponent;
}

/** The regularisation of both sides, with λ rescaled by the users' mean row. */
export function regularizations(
  params: AlsParams,
  matrix: RatingMatrix,
): { users: Regularization; movies: Regularization } {
  const { unobserved, exponent } = params;
  if (params.form === 'spark') {
    const both = { base: params.regularization, exponent: 1, unobserved: 0, others: 0, onlyAimed: true };
    return { users: both, movies: both };
  }
  const [users, movies] = [matrix.userIds.length, matrix.movieIds.length];
  const typical = matrix.byUser.index.length / Math.max(1, users) + unobserved * movies;
  const base = params.regularization * typical ** (1 - exponent);
  return {
    users: { base, exponent, unobserved, others: movies },
    movies: { base, exponent, unobserved, others: users },
  };
}

/** λ_r of every row of a side. */
export function rowRegularization(
  out: Float32Array,
  rows: SparseRows,
  of: { readonly regularization: Regularization; readonly tables: AlsTables },
): void {
  for (let row = 0; row < out.length; row++) {
    const levels = rows.level.subarray(rows.start[row]!, rows.start[row + 1]!);
    out[row] = regularizationOf(of.regularization, countedRatings(of, levels));
  }
}

/** n_r: how many of a row's ratings its regularisation grows with. */
export function countedRatings(
  { regularization, tables }: { readonly regularization: Regularization; readonly tables: AlsTables },
  levels: Iterable<number> & { readonly length: number },
): number {
  if (!regularization.onlyAimed) return levels.length;
  let count = 0;
  for (const level of levels) if (tables.target[level]! > 0) count++;
  return Math.max(1, count);
}
