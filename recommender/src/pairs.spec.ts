import { describe, expect, it } from 'vitest';
import { mostTellingPair } from '#pairs';

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
});
