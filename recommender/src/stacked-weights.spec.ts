import { describe, expect, it } from 'vitest';
import { FEATURES } from '#stacked-features';
import { COLUMNS, crossed, weightsFor } from '#stacked-weights';
import type { BlendWeights } from '#stacked-weights';

const ALL = FEATURES.length;
const weights = (value: number, range: BlendWeights['range']): BlendWeights => ({
  coefficients: Object.fromEntries(COLUMNS.map((name, at) => [name, value * (at + 1)])),
  importance: {},
  bias: value,
  range,
});
const usual = weights(1, [Math.log(20), Math.log(2000)]);
const newcomer = weights(-1, [0, Math.log(12)]);
const scoreOf = (length: number, features: Float64Array): number => {
  const { coefficients, bias } = weightsFor({ usual, newcomer, popular: 3 }, length);
  return coefficients.reduce((sum, value, at) => sum + value * features[at]!, bias);
};
const features = Float64Array.from({ length: ALL }, (_, at) => Math.sin(at));
/** What the fit maximises over: all columns, crossed ones multiplied out. */
const learned = (of: BlendWeights, length: number): number =>
  crossed(features, length).reduce((sum, value, at) => sum + value * of.coefficients[COLUMNS[at]!]!, of.bias);

describe('weightsFor', () => {
  it('scores as the columns that the weights were learned for', () => {
    expect(scoreOf(Math.log(300), features)).toBeCloseTo(learned(usual, Math.log(300)), 8);
  });

  it('counts popularity like one more rating of a newcomer', () => {
    const popular = 3 * features[FEATURES.findIndex(({ name }) => name === 'popular')]!;
    for (const ratings of [1, 3]) {
      const expected = (ratings * learned(newcomer, Math.log(ratings)) + popular) / (ratings + 1);
      expect(scoreOf(Math.log(ratings), features)).toBeCloseTo(expected, 8);
    }
  });

  it('keeps the length within what the weights were learned from', () => {
    expect(scoreOf(Math.log(9000), features)).toBeCloseTo(learned(usual, Math.log(2000)), 8);
  });

  it('goes from the newcomer to the usual without a jump', () => {
    const at = (ratings: number): number => scoreOf(Math.log(ratings), features);
    expect(at(12 + 1e-6)).toBeCloseTo(at(12), 4);
    expect(at(20 - 1e-6)).toBeCloseTo(at(20), 4);
    const between = at(15.5);
    expect(between).toBeGreaterThan(Math.min(at(12), at(20)));
    expect(between).toBeLessThan(Math.max(at(12), at(20)));
  });
});
