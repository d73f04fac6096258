import { expect, it } from 'vitest';
import { rowLookup } from '#row-lookup';

it.each([
  ['ascending', [2, 3, 7, 40]],
  ['in no order', [40, 2, 7, 3]],
  ['of one movie', [5]],
  ['of none', []],
])('finds the rows of ids %s, and none of others', (_, ids) => {
  const row = rowLookup(Int32Array.from(ids));
  expect(ids.map((id) => row(id))).toEqual([...ids.keys()]);
  expect([-1, 0, 4, 41].map((id) => row(id))).toEqual([undefined, undefined, undefined, undefined]);
});
