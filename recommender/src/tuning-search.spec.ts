import { describe, expect, it } from 'vitest';
import { gain, scaled, searchParams, stepped } from '#tuning-search';

describe('searchParams', () => {
  it('walks to the best place, one axis after another', async () => {
    const measure = ({ a, b }: { a: number; b: number }): Promise<number[]> =>
      Promise.resolve([1 / (1 + Math.log2(a / 8) ** 2 + (b - 3) ** 2)]);
    const axes = [
      scaled<{ a: number; b: number }>('a', { step: 2, low: 1, high: 100 }),
      stepped<{ a: number; b: number }>('b', [1, 2, 3, 4]),
    ];
    const { best } = await searchParams({
      start: { a: 1, b: 4 },
      axes,
      measure,
      leastGain: 0.001,
      late: () => false,
    });
    expect(best).toEqual({ a: 8, b: 3 });
  });

  it('ends with the best so far when time is up', async () => {
    const axes = [scaled<{ a: number }>('a', { step: 2, low: 1, high: 100 })];
    const { best, trials } = await searchParams({
      start: { a: 1 },
      axes,
      measure: () => Promise.resolve([1]),
      leastGain: 0,
      late: () => true,
    });
    expect([best, trials.length]).toEqual([{ a: 1 }, 1]);
  });

  it('does not let one part gain at the expense of another', () => {
    expect(gain([1.02, 0.99], [1, 1])).toBeLessThan(0);
    expect(gain([1.02, 1], [1, 1])).toBeGreaterThan(0);
  });
});
