import { expect, it } from 'vitest';
import { ExactNeighbours, recall, SyntheticVectors } from './vectors.ts';

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, j) => sum + value * b[j]!, 0);

it('finds the same neighbours as sorting does', () => {
  const vectors = new SyntheticVectors();
  const films = Array.from({ length: 200 }, (_, at) => vectors.of(at));
  const queries = [3, 77].map((film) => vectors.query(film));
  const exact = new ExactNeighbours(queries, 5);
  for (const [at, vector] of films.entries()) exact.add(at + 1, vector);
  const sorted = queries.map((query) =>
    films
      .map((vector, at) => ({ id: at + 1, score: dot(vector, query) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, 5)
      .map(({ id }) => id),
  );
  expect(exact.ids()).toEqual(sorted);
  expect(sorted.map(([first]) => first)).toEqual([4, 78]);
});

it('makes vectors of unit length, nearer to their neighbours than to others', () => {
  const vectors = new SyntheticVectors();
  const own = vectors.of(5);
  expect(dot(own, own)).toBeCloseTo(1);
  const likeness = Array.from({ length: 2000 }, (_, at) => dot(own, vectors.of(at + 10))).sort(
    (a, b) => b - a,
  );
  expect(likeness[0]!).toBeGreaterThan(likeness[1000]! + 0.2);
});

it('counts what was found of what there is', () => {
  expect(recall([[1, 2], [3, 4]], [[2, 1], [9, 4]])).toBe(0.75); // prettier-ignore
});
