import type { AlsParams, AlsTables } from '#als-params';
import { levelTable } from '#sparse-level';

export interface RatingParams {
  /** Factors of the explicit factorisation. */
  readonly factors: number;
  /** λ a rating, of the explicit factorisation. */
  readonly regularization: number;
  /** Common raters at which a likeness counts half. */
  readonly shrinkage: number;
  /** Likenesses are raised to this power: the nearest neighbours then speak louder. */
  readonly power: number;
  /** Neighbours kept for each movie. */
  readonly neighbours: number;
  /** Ratings at the mean that a person's, and a movie's, bias is mixed with. */
  readonly userDamping: number;
  readonly movieDamping: number;
}

export const RATING_DEFAULTS: RatingParams = {
  factors: 20,
  regularization: 0.15,
  shrinkage: 80,
  power: 2.5,
  neighbours: 240,
  userDamping: 4,
  movieDamping: 3,
};

/** The explicit factorisation is ALS with nothing unobserved, over residuals: Σ_rated (e − p·q)² + λ n (|p|² + |q|²). */
export function explicitAls(params: RatingParams): AlsParams {
  const { factors, regularization } = params;
  return { factors, regularization, iterations: 10, unobserved: 0, exponent: 1, slope: 1, steps: 4 };
}

/** Residuals by level (see sparse-level.ts), each with weight 1. */
export const RESIDUAL_TABLES: AlsTables = {
  weight: new Float32Array(256).fill(1),
  target: levelTable((distance) => distance),
};
