import type { RatingParams } from '#rating-params';
import { distanceOf, levelOf } from '#sparse-level';
import type { RatingMatrix } from '#sparse-matrix';

export interface Biases {
  /** Stars. */
  readonly mean: number;
  readonly users: Float32Array;
  readonly movies: Float32Array;
}

const ROUNDS = 8;

/**
 * r ≈ μ + b_u + b_i, each bias damped toward 0 (Koren 2010, "Factor in the neighbors", in alternation); the users last, so
 * that a person's bias is what `personBias` finds.
 */
export function fitBiases(matrix: RatingMatrix, params: RatingParams): Biases {
  const { byUser, byMovie, mean, userMeans } = matrix;
  const users = new Float32Array(matrix.userIds.length);
  const movies = new Float32Array(matrix.movieIds.length);
  for (let round = 0; round < ROUNDS; round++) {
    for (let movie = 0; movie < movies.length; movie++) {
      let sum = 0;
      const [from, to] = [byMovie.start[movie]!, byMovie.start[movie + 1]!];
      for (let k = from; k < to; k++) {
        const user = byMovie.index[k]!;
        sum += userMeans[user]! + distanceOf(byMovie.level[k]!) - mean - users[user]!;
      }
      movies[movie] = sum / (to - from + params.movieDamping);
    }
    for (let user = 0; user < users.length; user++) {
      let sum = 0;
      const [from, to] = [byUser.start[user]!, byUser.start[user + 1]!];
      for (let k = from; k < to; k++)
        sum += userMeans[user]! + distanceOf(byUser.level[k]!) - mean - movies[byUser.index[k]!]!;
      users[user] = sum / (to - from + params.userDamping);
    }
  }
  return { mean, users, movies };
}

/** b_u of a history: Σ (r − μ − b_i) / (n + damping). */
export function personBias(of: {
  readonly ratings: readonly { readonly row: number; readonly rating: number }[];
  readonly mean: number;
  readonly movies: Float32Array;
  readonly damping: number;
}): number {
  let sum = 0;
  for (const { row, rating } of of.ratings) sum += rating - of.mean - of.movies[row]!;
  return sum / (of.ratings.length + of.damping);
}

/** Overwrites the levels of a matrix with those of the residuals r − μ − b_u − b_i. */
export function toResiduals(matrix: RatingMatrix, { mean, users, movies }: Biases): void {
  const residual = (level: number, user: number, movie: number): number =>
    levelOf(matrix.userMeans[user]! + distanceOf(level) - mean - users[user]! - movies[movie]!);
  const { byUser, byMovie } = matrix;
  for (let user = 0; user < users.length; user++) {
    for (let k = byUser.start[user]!; k < byUser.start[user + 1]!; k++) {
      byUser.level[k] = residual(byUser.level[k]!, user, byUser.index[k]!);
    }
  }
  for (let movie = 0; movie < movies.length; movie++) {
    for (let k = byMovie.start[movie]!; k < byMovie.start[movie + 1]!; k++) {
      byMovie.level[k] = residual(byMovie.level[k]!, byMovie.index[k]!, movie);
    }
  }
}
