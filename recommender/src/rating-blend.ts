import { Matrix, solve } from 'ml-matrix';
import type { RatingColumns } from '#model';
import { FEATURES } from '#rating-person';
import type { RatingEyes, View } from '#rating-person';

/** How stars, and the error to expect, follow from what a person sees of a movie. */
export interface RatingBlend {
  /** Stars = μ + Σ weights · features. */
  readonly weights: readonly number[];
  /** Expected squared error = Σ spread · (1, 1/√(n_i + 1), 1/√(n_u + 1), 1/(1 + support)), stars². */
  readonly spread: readonly number[];
  /** Root mean squared error where the blend was fitted, stars. */
  readonly rmse: number;
}

const RIDGE = 1;

/** Held-out ratings with what the parts said of them. */
export interface Observed {
  readonly view: View;
  readonly certainty: readonly number[];
  readonly rating: number;
}

/** Looks at every held-out rating with the eyes of its person, whose history is `train`. */
export function observe(eyes: RatingEyes, train: RatingColumns, test: RatingColumns): Observed[] {
  const histories = byUser(train);
  const observed: Observed[] = [];
  for (const [user, rows] of byUser(test)) {
    const history = (histories.get(user) ?? []).map((k) => itemAt(train, k));
    eyes.become(history);
    for (const k of rows) {
      const row = eyes.row(test.movies[k]!) ?? -1;
      const view = eyes.see(row);
      observed.push({ view, certainty: certainty(eyes, row, history.length, view), rating: test.values[k]! });
    }
  }
  return observed;
}

export function certainty(eyes: RatingEyes, row: number, ratings: number, { support }: View): number[] {
  const count = row < 0 ? 0 : eyes.parts.counts[row]!;
  return [1, 1 / Math.sqrt(count + 1), 1 / Math.sqrt(ratings + 1), 1 / (1 + 4 * support)];
}

/** Least squares with a small ridge, of the stars and then of the squared errors. */
export function fitBlend(observed: readonly Observed[], mean: number): RatingBlend {
  if (observed.length < 20)
    return { weights: [0, 1, 0, 0.9, 0.5].slice(0, FEATURES), spread: [1, 0, 0, 0], rmse: 1 };
  const weights = ridge(
    observed.map(({ view }) => view.features),
    observed.map(({ rating }) => rating - mean),
  );
  const errors = observed.map(
    ({ view, rating }) => (clip(mean + inner(weights, view.features)) - rating) ** 2,
  );
  const spread = ridge(
    observed.map((each) => each.certainty),
    errors,
  );
  return { weights, spread, rmse: Math.sqrt(errors.reduce((sum, error) => sum + error, 0) / errors.length) };
}

export const clip = (stars: number): number => Math.max(0.5, Math.min(5, stars));

export function inner(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0);
}

function ridge(rows: readonly (readonly number[])[], targets: readonly number[]): number[] {
  const n = rows[0]!.length;
  const gram = Matrix.eye(n, n).mul(RIDGE);
  const right = Matrix.zeros(n, 1);
  rows.forEach((row, at) => {
    for (let i = 0; i < n; i++) {
      right.set(i, 0, right.get(i, 0) + row[i]! * targets[at]!);
      for (let j = 0; j < n; j++) gram.set(i, j, gram.get(i, j) + row[i]! * row[j]!);
    }
  });
  return solve(gram, right).to1DArray();
}

function byUser(ratings: RatingColumns): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  ratings.users.forEach((user, k) => {
    const own = rows.get(user);
    if (own) own.push(k);
    else rows.set(user, [k]);
  });
  return rows;
}

function itemAt(ratings: RatingColumns, k: number): { movieId: number; rating: number; time: number } {
  return { movieId: ratings.movies[k]!, rating: ratings.values[k]!, time: ratings.times[k]! };
}
