import type { AlsTables } from '#als-params';
import type { SparseRows } from '#sparse-matrix';

/**
 * The readable half-step that the kernel must agree with: for every row of `rows`
 *
 *   (α₀ YᵀY + λ_r I + Σ_k w_k y_k y_kᵀ) x_r = Σ_k t_k y_k
 *
 * solved by Cholesky in double precision.
 * @param given.factors columns × f, row-major
 * @returns rows × f, row-major
 */
export function halfStep(given: {
  readonly rows: SparseRows;
  readonly factors: Float32Array;
  readonly f: number;
  readonly tables: AlsTables;
  readonly unobserved: number;
  readonly regularization: (row: number) => number;
}): Float32Array {
  const { rows, factors, f, tables } = given;
  const gram = gramOf(factors, f);
  const solved = new Float32Array((rows.start.length - 1) * f);
  for (let row = 0; row + 1 < rows.start.length; row++) {
    const a = gram.map((line, i) =>
      line.map((value, j) => given.unobserved * value + (i === j ? given.regularization(row) : 0)),
    );
    const b = new Array<number>(f).fill(0);
    for (let k = rows.start[row]!; k < rows.start[row + 1]!; k++) {
      const y = factors.subarray(rows.index[k]! * f, (rows.index[k]! + 1) * f);
      const level = rows.level[k]!;
      for (let i = 0; i < f; i++) {
        b[i]! += tables.target[level]! * y[i]!;
        for (let j = 0; j < f; j++) a[i]![j]! += tables.weight[level]! * y[i]! * y[j]!;
      }
    }
    solved.set(solve(a, b), row * f);
  }
  return solved;
}

/** YᵀY. */
export function gramOf(factors: Float32Array, f: number): number[][] {
  const gram = Array.from({ length: f }, () => new Array<number>(f).fill(0));
  for (let row = 0; row < factors.length; row += f) {
    for (let i = 0; i < f; i++)
      for (let j = 0; j < f; j++) gram[i]![j]! += factors[row + i]! * factors[row + j]!;
  }
  return gram;
}

/** x of A x = b for a symmetric positive definite A, by Cholesky. */
export function solve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const n = b.length;
  const l = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  const x = [...b];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i]![j]!;
      for (let k = 0; k < j; k++) sum -= l[i]![k]! * l[j]![k]!;
      l[i]![j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / l[j]![j]!;
    }
    for (let k = 0; k < i; k++) x[i]! -= l[i]![k]! * x[k]!;
    x[i]! /= l[i]![i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= l[k]![i]! * x[k]!;
    x[i]! /= l[i]![i]!;
  }
  return x;
}

/**
 * The loss that both half-steps lower (see als-params.ts), up to the constant Σ w y² of the ratings.
 * With t and w: Σ_rated (w s² − 2 t s) + α₀ Σ_all s² + Σ λ|p|² + Σ λ|q|², s = p·q; Σ_all s² = tr(PᵀP QᵀQ).
 */
export function loss(given: {
  readonly rows: SparseRows;
  readonly users: Float32Array;
  readonly movies: Float32Array;
  readonly f: number;
  readonly tables: AlsTables;
  readonly unobserved: number;
  readonly userRegularization: (row: number) => number;
  readonly movieRegularization: (row: number) => number;
}): number {
  const { rows, users, movies, f, tables } = given;
  let total = 0;
  for (let row = 0; row + 1 < rows.start.length; row++) {
    for (let k = rows.start[row]!; k < rows.start[row + 1]!; k++) {
      let s = 0;
      for (let i = 0; i < f; i++) s += users[row * f + i]! * movies[rows.index[k]! * f + i]!;
      total += tables.weight[rows.level[k]!]! * s * s - 2 * tables.target[rows.level[k]!]! * s;
    }
  }
  const [g, h] = [gramOf(users, f), gramOf(movies, f)];
  for (let i = 0; i < f; i++) for (let j = 0; j < f; j++) total += given.unobserved * g[i]![j]! * h[i]![j]!;
  return (
    total +
    weightedNorms(users, f, given.userRegularization) +
    weightedNorms(movies, f, given.movieRegularization)
  );
}

function weightedNorms(factors: Float32Array, f: number, regularization: (row: number) => number): number {
  let total = 0;
  for (let at = 0; at < factors.length; at++) total += regularization(Math.floor(at / f)) * factors[at]! ** 2;
  return total;
}
