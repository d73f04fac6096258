import { expect, it } from 'vitest';
import { seededRandom } from '#random';
import { bestFirst, topRows } from '#top-rows';

const random = seededRandom(4);
/** Few different values, so that many are equal. */
const some = (length: number): Float32Array =>
  Float32Array.from({ length }, () => Math.floor(random() * 12) - 6);

it.each([0, 1, 5, 39, 40, 41, 100])('takes the %i best of forty, and of equal ones the first', (limit) => {
  for (let round = 0; round < 50; round++) {
    const values = some(40);
    const seen = Uint8Array.from(values, () => (random() < 0.2 ? 1 : 0));
    const best = Array.from(values, (_, row) => row)
      .filter((row) => seen[row] === 0)
      .sort((a, b) => values[b]! - values[a]! || a - b)
      .slice(0, limit);
    expect(bestFirst(values, limit, seen)).toEqual(best);
    expect(topRows(values, limit, seen).toSorted((a, b) => a - b)).toEqual(best.toSorted((a, b) => a - b));
  }
});

it('takes none where everything is seen, or where there is nothing', () => {
  expect(topRows(some(3), 2, new Uint8Array(3).fill(1))).toEqual([]);
  expect(topRows(some(0), 2, new Uint8Array(0))).toEqual([]);
});
