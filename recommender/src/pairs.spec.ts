import { inverse, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { mostTellingPair } from '#pairs';
import { seededRandom } from '#random';

const FACTORS: Readonly<Record<number, Float32Array>> = {
  1: Float32Array.of(1, 0, 0),
  2: Float32Array.of(0.9, 0.1, 0),
  3: Float32Array.of(-1, 0, 0),
  4: Float32Array.of(0, 0, 5),
  5: Float32Array.of(0, 0, -2),
};
const factorsOf = (movieId: number) => FACTORS[movieId];

describe('mostTellingPair', () => {
  it('asks about films that lie apart', () => {
    expect(mostTellingPair({ factorsOf, judged: [], pool: [1, 2, 3] })).toEqual([1, 3]);
  });

  it('asks about what is not known yet', () => {
    expect(mostTellingPair({ factorsOf, judged: [1, 1, 2, 3], pool: [1, 2, 3, 4, 5] })).toEqual([4, 5]);
  });

  it('has nothing to ask without two known films', () => {
    expect(mostTellingPair({ factorsOf, judged: [], pool: [1, 99] })).toBeUndefined();
  });

  it('finds the pair of the largest (a − b)ᵀ (I + Σ q qᵀ)⁻¹ (a − b)', () => {
    const random = seededRandom(3);
    for (let round = 0; round < 20; round++) {
      const films = Array.from({ length: 12 }, () => Float32Array.from({ length: 6 }, () => random() - 0.5));
      const unit = (movieId: number): Matrix => {
        const column = Matrix.columnVector(Array.from(films[movieId]!));
        return column.div(column.norm());
      };
      const information = [9, 10, 11, 9].reduce(
        (sum, movieId) => sum.add(unit(movieId).mmul(unit(movieId).transpose())),
        Matrix.eye(6),
      );
      const told = (left: number, right: number): number => {
        const difference = unit(left).sub(unit(right));
        return difference.transpose().mmul(inverse(information)).mmul(difference).get(0, 0);
      };
      const pool = [0, 1, 2, 3, 4, 5, 6, 7, 8];
      const pairs = pool.flatMap((left) => pool.slice(left + 1).map((right) => [left, right] as const));
      const [best] = pairs.toSorted((a, b) => told(...b) - told(...a));
      const factorsOf = (movieId: number) => films[movieId];
      expect(mostTellingPair({ factorsOf, judged: [9, 10, 11, 9], pool })).toEqual(best);
    }
  });
});
