import { describe, expect, it } from 'vitest';
import { alsOfFactors } from '#als-given';
import { ALS_DEFAULTS, alsTables, countedRatings, regularizations } from '#als-params';
import { gramOf, solve } from '#als-reference';
import { sparkScale, sparkShare, sparkTarget } from '#als-spark-form';
import { seededRandom } from '#random';
import { distanceOf } from '#sparse-level';
import { buildMatrix } from '#sparse-matrix';
import type { SparseRows } from '#sparse-matrix';
import { historyOf, someRatings } from '#sparse.factory';

const PARAMS = { ...ALS_DEFAULTS, factors: 6, regularization: 0.05, form: 'spark' as const };
const ALPHA = 1 / PARAMS.unobserved;
const REG_PARAM = (sparkScale(PARAMS.unobserved) * PARAMS.regularization) / PARAMS.unobserved;
const RATINGS = someRatings({ users: 40, movies: 60, seed: 3 });
const matrix = buildMatrix(RATINGS);

/** What Spark is given for a level: one row or two. */
function rowsOf(level: number): number[] {
  const share = sparkShare(Math.max(0, 1 + distanceOf(level) / PARAMS.slope), PARAMS.unobserved);
  return share === undefined ? [-1] : [share, share - 1];
}

/** `ALS.computeFactors` of Spark with implicit preferences, for all rows of a side. */
function sparkHalfStep(rows: SparseRows, factors: Float32Array): Float32Array {
  const f = PARAMS.factors;
  const gram = gramOf(factors, f);
  const solved = new Float32Array((rows.start.length - 1) * f);
  for (let row = 0; row + 1 < rows.start.length; row++) {
    const a = gram.map((line) => [...line]);
    const b = new Array<number>(f).fill(0);
    let explicits = 0;
    for (let k = rows.start[row]!; k < rows.start[row + 1]!; k++) {
      const y = factors.subarray(rows.index[k]! * f, (rows.index[k]! + 1) * f);
      for (const rating of rowsOf(rows.level[k]!)) {
        const c1 = ALPHA * Math.abs(rating);
        if (rating > 0) explicits++;
        y.forEach((left, i) => {
          if (rating > 0) b[i]! += (1 + c1) * left;
          y.forEach((right, j) => (a[i]![j]! += c1 * left * right));
        });
      }
    }
    for (let i = 0; i < f; i++) a[i]![i]! += explicits * REG_PARAM;
    solved.set(solve(a, b), row * f);
  }
  return solved;
}

function sparkTraining(): { users: Float32Array; movies: Float32Array } {
  const random = seededRandom(1);
  let users: Float32Array = Float32Array.from(
    { length: matrix.userIds.length * PARAMS.factors },
    () => random() / 3,
  );
  let movies: Float32Array = users;
  for (let iteration = 0; iteration < 8; iteration++) {
    movies = sparkHalfStep(matrix.byMovie, users);
    users = sparkHalfStep(matrix.byUser, movies);
  }
  return { users, movies };
}

describe('factors that Spark computed', () => {
  const { users, movies } = sparkTraining();
  const model = alsOfFactors({
    found: { movieIds: matrix.movieIds, factors: movies, width: PARAMS.factors },
    scale: Math.sqrt(sparkScale(PARAMS.unobserved)),
    matrix,
    params: PARAMS,
    seed: 1,
    tuning: null,
  });

  it('make a model that folds a trained person in to the scores that Spark gave', () => {
    const f = PARAMS.factors;
    let [worst, largest] = [0, 0];
    matrix.userIds.forEach((id, row) => {
      const scores = model.score(historyOf(RATINGS, id), Array.from(matrix.movieIds));
      scores.forEach((score, movie) => {
        let theirs = 0;
        for (let j = 0; j < f; j++) theirs += users[row * f + j]! * movies[movie * f + j]!;
        worst = Math.max(worst, Math.abs(score - theirs / sparkScale(PARAMS.unobserved)));
        largest = Math.max(largest, Math.abs(score));
      });
    });
    expect(largest).toBeGreaterThan(0.5);
    expect(worst).toBeLessThan(1e-3);
  });

  it('are turned so that their Gram matrix is the diagonal that fold-in needs', () => {
    const { diagonal } = model.save().blocks;
    gramOf(model.itemFactors, model.factors).forEach((line, i) =>
      line.forEach((value, j) =>
        expect(value * PARAMS.unobserved).toBeCloseTo(i === j ? diagonal![i]! : 0, 3),
      ),
    );
  });

  it('may lack a film, which then speaks for nothing', () => {
    const [gone] = matrix.movieIds;
    const found = {
      movieIds: matrix.movieIds.subarray(1),
      factors: movies.subarray(PARAMS.factors),
      width: PARAMS.factors,
    };
    const partial = alsOfFactors({ found, scale: 1, matrix, params: PARAMS, seed: 1, tuning: null });
    expect(partial.factorsOf(gone!)).toEqual(new Float32Array(partial.factors));
  });

  it('are refused where they are not numbers', () => {
    const found = { movieIds: matrix.movieIds, factors: movies.map(() => NaN), width: PARAMS.factors };
    expect(() => alsOfFactors({ found, scale: 1, matrix, params: PARAMS, seed: 1, tuning: null })).toThrow(
      /not finite/,
    );
  });
});

describe('the form of the objective that Spark can be given', () => {
  it('weighs every rating alike, and aims it as the two rows of a rating do', () => {
    const { weight, target } = alsTables(PARAMS);
    for (let level = 0; level < 256; level++) {
      const rows = rowsOf(level);
      const c1 = rows.reduce((sum, rating) => sum + ALPHA * Math.abs(rating), 0);
      const b = rows.reduce((sum, rating) => sum + (rating > 0 ? 1 + ALPHA * rating : 0), 0);
      expect(c1 * PARAMS.unobserved).toBeCloseTo(weight[level]!, 5);
      expect((b * PARAMS.unobserved) / sparkScale(PARAMS.unobserved)).toBeCloseTo(target[level]!, 4);
    }
  });

  it('keeps targets from a little above 0 up to 2 as they are', () => {
    for (const target of [0.24, 0.5, 1, 1.7, 2])
      expect(sparkTarget(target, PARAMS.unobserved)).toBeCloseTo(target, 5);
    expect(sparkTarget(3, PARAMS.unobserved)).toBeCloseTo(2, 5);
    expect(sparkTarget(0, PARAMS.unobserved)).toBe(0);
  });

  it('lets the regularisation grow with what is liked', () => {
    const tables = alsTables(PARAMS);
    const { users: regularization } = regularizations(PARAMS, matrix);
    const [disliked, liked] = [128 - 60, 128 + 10];
    expect(countedRatings({ regularization, tables }, [disliked, liked, liked])).toBe(2);
    expect(countedRatings({ regularization, tables }, [disliked])).toBe(1);
  });
});
