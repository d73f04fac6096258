import { expect, it } from 'vitest';
import { chosenParts } from './parts.ts';

it('takes all but the long parts when none is named', () => {
  const { parts, long } = chosenParts([]);
  expect(parts).toEqual(['search', 'recommend', 'writes', 'pages', 'import', 'memory', 'embed', 'kernels']);
  expect(long).toEqual([]);
});

it('takes those that are named, in its own order', () => {
  expect(chosenParts(['load', 'memory', 'writes'])).toEqual({ parts: ['writes', 'memory'], long: ['load'] });
});

it('refuses what it does not know, and names what there is', () => {
  expect(() => chosenParts(['writes', 'wrights'])).toThrow(
    /no part "wrights"; there are search, .*embed, kernels, growth, load\./,
  );
});
