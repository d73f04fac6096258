import { expect, it } from 'vitest';
import { benchOptions } from './options.ts';

it('has a usual value for everything', () => {
  const { long, load, growth } = benchOptions([]);
  expect(long).toEqual([]);
  expect(load).toEqual({ minutes: 5, share: 0.7 });
  expect(growth).toEqual({
    films: [10_000, 100_000],
    ratings: [1_000_000, 5_000_000],
    parts: ['search', 'vectors', 'recommend', 'training', 'import'],
    lasting: false,
    heapMb: undefined,
  });
});

it('takes sizes and parts of the growth', () => {
  const { growth } = benchOptions(
    'growth --films 500 --ratings none --of vectors,search --lasting --heap 1024'.split(' '),
  );
  expect(growth).toEqual({
    ...{ films: [500], ratings: [], parts: ['search', 'vectors'] },
    ...{ lasting: true, heapMb: 1024 },
  });
});

it.each([
  ['--minutes soon', /^--minutes must be a number above 0, not "soon"/],
  ['--minutes Infinity', /^--minutes must/],
  ['--share 0', /^--share must be a number above 0/],
  ['--heap small', /^--heap must be whole megabytes, 128 or more, not "small"/],
  ['--heap 512.5', /^--heap must/],
  ['--heap 4', /^--heap must/],
  ['--films 10,,20', /^--films must be whole numbers above 0/],
  ['--films 0.5', /^--films must/],
  ['--ratings -1', /--ratings/],
  ['--of search,wrights', /^--of must be some of search,vectors,recommend,training,import/],
  ['--minute 3', /'--minute'/],
  ['writes wrights', /no part "wrights"/],
])('refuses %s before anything is measured', (line, message) => {
  let thrown: unknown;
  try {
    benchOptions(line.split(' '));
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(RangeError);
  expect((thrown as Error).message).toMatch(message);
});
