import { describe, expect, it } from 'vitest';
import { scaleOf } from './scale.ts';

describe('a scale', () => {
  it.each([
    [[3, 41], {}, [0, 20, 40, 60]],
    [[0, 3], {}, [0, 1, 2, 3]],
    [[], {}, [0, 1]],
    [[0.25, 0.9], {}, [0, 0.5, 1]],
    [[0, 1], {}, [0, 1]],
    [[0, 0], {}, null],
    [[101, 109], { fromZero: false }, [100, 102, 104, 106, 108, 110]],
    [[-2, 2], {}, [-2, -1, 0, 1, 2]],
  ])('of %j has round steps', (values, options, ticks) => {
    const scale = scaleOf(values, options);
    if (ticks !== null) expect(scale.ticks.map((tick) => Number(tick.toFixed(9)))).toEqual(ticks);
    expect(scale.at(scale.ticks[0]!)).toBeCloseTo(0, 9);
    expect(scale.at(scale.ticks.at(-1)!)).toBeCloseTo(1, 9);
    for (const value of values) expect([scale.at(value) >= 0, scale.at(value) <= 1]).toEqual([true, true]);
  });

  it('of one value that is no zero holds it', () => {
    const scale = scaleOf([0.31], { fromZero: false });
    expect(scale.at(0.31)).toBeGreaterThanOrEqual(0);
    expect(scale.at(0.31)).toBeLessThanOrEqual(1);
  });
});
