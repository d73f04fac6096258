import { expect, it } from 'vitest';
import { mostPopular } from '#jobs/map';

it('maps the most popular films where there are too many, in the order of their ids', () => {
  const films = [0.2, 0.9, 0.1, 0.9, 0.5].map((popularity, at) => ({ id: at + 1, popularity }));
  expect(mostPopular(films, 3).map(({ id }) => id)).toEqual([2, 4, 5]);
  expect(mostPopular(films, 5)).toBe(films);
});
