import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALS_DEFAULTS, alsTables, confidenceTables, regularizationOf, regularizations } from '#als-params';
import type { AlsParams, AlsTables } from '#als-params';
import { halfStep, loss } from '#als-reference';
import { alsBytes, alsScratch, trainAls } from '#als-train';
import type { AlsFactors, AlsIteration } from '#als-train';
import { KernelMemory } from '#kernel-memory';
import type { RatingColumns } from '#model';
import { buildMatrix, matrixBytes } from '#sparse-matrix';
import { columns, someRatings } from '#sparse.factory';
import { WorkerPool } from '#worker-pool';

const PARAMS: AlsParams = { ...ALS_DEFAULTS, factors: 6, iterations: 4, steps: 30 };
let pools: readonly WorkerPool[];
beforeAll(() => void (pools = [new WorkerPool(1), new WorkerPool(2)]));
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

async function train(
  ratings: RatingColumns,
  given: {
    params: AlsParams;
    tables?: AlsTables;
    threads?: 1 | 2;
    onIteration?: (done: AlsIteration) => void;
  },
) {
  const pool = pools[(given.threads ?? 2) - 1]!;
  let memory: KernelMemory | undefined;
  const matrix = buildMatrix(ratings, {
    allocate: (count, users, movies) => {
      memory = new KernelMemory(
        matrixBytes(count, users, movies) + alsBytes(users, movies, 8) + pool.scratchTotal(alsScratch(8)),
      );
      return memory;
    },
  });
  await pool.attach(pool.reserve(memory!, alsScratch(8)));
  const tables = given.tables ?? alsTables(given.params);
  const factors = await trainAls({
    matrix,
    memory: memory!,
    pool,
    params: given.params,
    tables,
    seed: 5,
    onIteration: given.onIteration,
  });
  return { matrix, tables, factors, regularization: regularizations(given.params, matrix) };
}

const difference = (a: Float32Array, b: Float32Array): number =>
  a.reduce((worst, value, at) => Math.max(worst, Math.abs(value - b[at]!)), 0);

describe('the fast kernel', () => {
  it.each([1, 2, 3])('solves what the reference solves (random 20 × 30, seed %i)', async (seed) => {
    const ratings = someRatings({ users: 20, movies: 30, seed });
    let last: AlsFactors | undefined;
    const { matrix, tables, factors, regularization } = await train(ratings, {
      params: PARAMS,
      onIteration: ({ users, movies, diagonal }) =>
        void (last = { users: users.slice(), movies: movies.slice(), diagonal }),
    });
    const reference = (side: 'users' | 'movies', other: Float32Array): Float32Array => {
      const rows = side === 'users' ? matrix.byUser : matrix.byMovie;
      const of = (row: number): number =>
        regularizationOf(regularization[side], rows.start[row + 1]! - rows.start[row]!);
      return halfStep({
        rows,
        factors: other,
        f: 8,
        tables,
        unobserved: PARAMS.unobserved,
        regularization: of,
      });
    };
    expect(difference(factors.users, reference('users', factors.movies))).toBeLessThan(1e-4);
    expect(difference(last!.movies, reference('movies', last!.users))).toBeLessThan(1e-4);
  });

  it.each([1, 3])('never lets the loss rise, and tells it (%i steps a row)', async (steps) => {
    const losses: number[] = [];
    const told: number[] = [];
    const ratings = someRatings({ users: 20, movies: 30, seed: 4 });
    const matrix = buildMatrix(ratings);
    const params = { ...PARAMS, iterations: 12, steps };
    const reg = regularizations(params, matrix);
    const { byUser, byMovie } = matrix;
    await train(ratings, {
      params,
      onIteration: ({ users, movies, loss: own }) => {
        told.push(own);
        const norms = {
          userRegularization: (row: number) =>
            regularizationOf(reg.users, byUser.start[row + 1]! - byUser.start[row]!),
          movieRegularization: (row: number) =>
            regularizationOf(reg.movies, byMovie.start[row + 1]! - byMovie.start[row]!),
        };
        losses.push(
          loss({
            rows: byUser,
            users,
            movies,
            f: 8,
            tables: alsTables(params),
            unobserved: params.unobserved,
            ...norms,
          }),
        );
      },
    });
    losses
      .slice(1)
      .forEach((value, at) => expect(value).toBeLessThanOrEqual(losses[at]! + 1e-4 * Math.abs(losses[at]!)));
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
    // The reference leaves out Σ w y².
    const { target } = alsTables(params);
    const constant = byUser.level.reduce((sum, level) => sum + target[level]! ** 2, 0);
    told.forEach((value, at) => expect(value / (losses[at]! + constant)).toBeCloseTo(1, 4));
  });

  it('tells the loss where no rating weighs more than what is not rated', async () => {
    const ratings = someRatings({ users: 20, movies: 30, seed: 4 });
    const params = { ...PARAMS, unobserved: 1, exponent: 0, regularization: 1, iterations: 3 };
    const tables = confidenceTables(1);
    let told: AlsIteration | undefined;
    let reference = 0;
    const matrix = buildMatrix(ratings);
    const { byUser } = matrix;
    // The exponent is 0: every row is regularised alike.
    const { base } = regularizations(params, matrix).users;
    await train(ratings, {
      params,
      tables,
      onIteration: (done) => {
        told = done;
        const norms = { userRegularization: () => base, movieRegularization: () => base };
        reference = loss({ rows: byUser, ...done, f: 8, tables, unobserved: 1, ...norms });
      },
    });
    expect(told!.loss / reference).toBeCloseTo(1, 4);
  });

  it('completes a checkerboard at confidence 1', async () => {
    const board = columns(
      Array.from({ length: 8 }, (_, user) => Array.from({ length: 8 }, (_, movie) => [user, movie] as const))
        .flat()
        .filter(([user, movie]) => (user + movie) % 2 === 0)
        .map(([user, movie]) => [user, movie, 5, 0] as const),
    );
    const params = { ...PARAMS, unobserved: 1, exponent: 0, regularization: 1e-4, iterations: 20 };
    const { factors } = await train(board, { params, tables: confidenceTables(1) });
    for (let user = 0; user < 8; user++) {
      for (let movie = 0; movie < 8; movie++) {
        let score = 0;
        for (let j = 0; j < 8; j++) score += factors.users[user * 8 + j]! * factors.movies[movie * 8 + j]!;
        expect(score).toBeCloseTo((user + movie) % 2 === 0 ? 1 : 0, 1);
      }
    }
  });

  it('gives the same answer with one thread as with two', async () => {
    const ratings = someRatings({ users: 300, movies: 200, seed: 6, share: 0.1 });
    const [one, two] = [
      await train(ratings, { params: PARAMS, threads: 1 }),
      await train(ratings, { params: PARAMS, threads: 2 }),
    ];
    expect(new Float32Array(one.factors.movies)).toEqual(new Float32Array(two.factors.movies));
  });
});
