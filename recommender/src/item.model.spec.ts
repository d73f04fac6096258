import { inverse, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { itemTrainer, ItemModel, loadItem } from '#item.model';
import { dampings, itemTable } from '#item-params';
import { itemProblem, trainItem } from '#item-train';
import { buildMatrix } from '#sparse-matrix';
import type { RatingMatrix } from '#sparse-matrix';
import { historyOf, someRatings } from '#sparse.factory';
import { WorkerPool } from '#worker-pool';

const RATINGS = someRatings({ users: 20, movies: 30, seed: 2 });
const PARAMS = { regularization: 3, offset: 1.5, damping: 0.1 };
const LIMITS = { memory: 2 ** 20, keep: 1000 };

async function model(form: 'users' | 'items'): Promise<ItemModel> {
  const pool = new WorkerPool(2);
  const { matrix } = itemProblem(buildMatrix(RATINGS));
  const blocks = await trainItem({ form, matrix }, { params: PARAMS, pool, limits: LIMITS });
  await pool.close();
  return new ItemModel({
    name: 'item',
    header: { form, params: PARAMS, mean: matrix.mean, seed: 1, tuning: null },
    blocks,
  });
}

/** B by the formula, in double precision. */
function reference(matrix: RatingMatrix): Matrix {
  const { byUser, byMovie, userIds, movieIds } = matrix;
  const x = Matrix.zeros(userIds.length, movieIds.length);
  const table = itemTable(PARAMS);
  for (let user = 0; user < userIds.length; user++) {
    for (let k = byUser.start[user]!; k < byUser.start[user + 1]!; k++)
      x.set(user, byUser.index[k]!, table[byUser.level[k]!]!);
  }
  const p = inverse(x.transpose().mmul(x).add(Matrix.eye(movieIds.length).mul(PARAMS.regularization)));
  const divisors = dampings(
    Int32Array.from(movieIds, (_, row) => byMovie.start[row + 1]! - byMovie.start[row]!),
    PARAMS,
  );
  const b = Matrix.zeros(movieIds.length, movieIds.length);
  for (let i = 0; i < b.rows; i++) {
    for (let j = 0; j < b.columns; j++) b.set(i, j, i === j ? 0 : -p.get(i, j) / p.get(j, j) / divisors[j]!);
  }
  return x.mmul(b);
}

describe.each(['users', 'items'] as const)('item by the %s form', (form) => {
  it('scores as the formula does', async () => {
    const made = await model(form);
    const matrix = buildMatrix(RATINGS);
    const expected = reference(matrix);
    matrix.userIds.forEach((user, row) => {
      const scores = made.score(historyOf(RATINGS, user), [...matrix.movieIds]);
      scores.forEach((score, movie) => expect(score).toBeCloseTo(expected.get(row, movie), 3));
    });
  });

  it('explains a score by parts that add up to it', async () => {
    const made = await model(form);
    const history = historyOf(RATINGS, 10);
    const { movieId, score } = made.recommend(history, { limit: 1 })[0]!;
    expect(made.explain(history, [movieId])[0]!.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(
      score,
      4,
    );
  });

  it('is the same after it was saved and loaded', async () => {
    const made = await model(form);
    const history = historyOf(RATINGS, 10);
    expect(loadItem(made.save()).recommend(history, { limit: 9 })).toEqual(
      made.recommend(history, { limit: 9 }),
    );
  });
});

describe('itemTrainer', () => {
  it('takes the smaller form, and the most-rated movies that fit', () => {
    const matrix = buildMatrix(RATINGS);
    expect(itemProblem(matrix).form).toBe('users');
    const many = buildMatrix(someRatings({ users: 60, movies: 40, seed: 1 }));
    const small = itemProblem(many, { memory: 4 * 25 * 25, keep: 10 });
    expect([small.form, small.matrix.movieIds.length]).toEqual(['items', 25]);
  });

  it('prefers what like-minded people like', async () => {
    const fitted = await itemTrainer.fit(
      { ratings: RATINGS, movies: [] },
      { seed: 1, tuningBudgetMs: 3_000, threads: 2 },
    );
    const best = fitted.recommend(historyOf(RATINGS, 20), { limit: 3 });
    expect(best.every(({ movieId }) => (movieId / 3) % 2 === 0)).toBe(true);
  });
});
