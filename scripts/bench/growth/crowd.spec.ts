import { expect, it } from 'vitest';
import { crowdRatings } from './crowd.ts';

it('lets every film be rated, none twice by one person, in halves of a star', () => {
  const { users, movies, values } = crowdRatings(5000);
  expect(new Set(movies).size).toBe(5000);
  expect(new Set(movies.map((movie, row) => movie + users[row]! * 10_000)).size).toBe(movies.length);
  expect(values.every((stars) => stars >= 0.5 && stars <= 5 && Number.isInteger(stars * 2))).toBe(true);
});
