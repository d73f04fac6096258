import { describe, expect, it } from 'vitest';
import { minMax, zScore } from '#cleaning/normalise';

describe('normalised ratings', () => {
  it('min-max runs from 0 to 1 over the scale', () => {
    expect([0.5, 2.75, 5].map(minMax)).toEqual([0, 0.5, 1]);
  });

  it('z-scores count standard deviations from the mean', () => {
    expect(zScore(4.5, { mean: 3.5, deviation: 0.5 })).toBe(2);
  });

  it('z-scores of ratings that are all alike are 0', () => {
    expect(zScore(4, { mean: 4, deviation: 0 })).toBe(0);
  });
});
