import { describe, expect, it } from 'vitest';
import { isMet, median, pairedRatio, quantile, rowOf } from './figures.ts';

describe('a figure beside its aim', () => {
  it.each([
    [{ what: 'p95', value: 21.123, unit: 'ms', aim: { atMost: 25 } }, ['21.1 ms', '≤ 25', 'yes']],
    [{ what: 'ratio', value: 0.59, aim: { atLeast: 0.6 } }, ['0.59', '≥ 0.6', 'no']],
    [{ what: 'rows', value: 123_456.7, unit: 'a second' }, ['123,457 a second', '', '']],
    [{ what: 'nothing measured', value: Number.NaN, aim: { atMost: 25 } }, ['NaN', '≤ 25', 'no']],
  ])('%j', (figure, [measured, aim, met]) => {
    expect(rowOf(figure)).toEqual({ measured, aim, met });
  });

  it('is met on the very border', () => {
    expect(isMet({ what: 'ratio', value: 0.6, aim: { atLeast: 0.6, atMost: 0.6 } })).toBe(true);
  });
});

describe('quantile', () => {
  it('takes the values in order, whatever order they came in, and leaves them alone', () => {
    const values = [30, 10, 20, 40];
    expect([0, 0.5, 0.95, 1].map((share) => quantile(values, share))).toEqual([10, 30, 40, 40]);
    expect(values).toEqual([30, 10, 20, 40]);
    expect(median([])).toBeNaN();
  });
});

it('compares two ways round by round, so that a slow minute of the machine counts for both', () => {
  expect(pairedRatio([10, 100, 12], [5, 50, 6])).toBe(2);
});
