import { expect, it } from 'vitest';
import { segmentsFor } from '#index-family';

it('merges an index into one segment, and a large one into few', () => {
  expect([0, 9742, 300_000, 300_001, 1_000_000].map(segmentsFor)).toEqual([1, 1, 1, 2, 4]);
});
