import { expect, it } from 'vitest';
import { hasDirection } from '#direction';

it.each([
  [[0, 0], false],
  [[1e-30, -1e-30], false],
  [[0, 1e-9], true],
  [[], false],
])('says whether %j points anywhere', (vector, points) => {
  expect(hasDirection(vector)).toBe(points);
});
