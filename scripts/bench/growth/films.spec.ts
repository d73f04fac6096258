import { expect, it } from 'vitest';
import { SyntheticFilms, wordOf } from './films.ts';

it('makes a word of its own of each number', () => {
  expect(new Set(Array.from({ length: 50_000 }, (_, at) => wordOf(at))).size).toBe(50_000);
});

it('makes the same film of the same number, and uses few words often and many words once', async () => {
  const films = await SyntheticFilms.of(3000);
  const again = await SyntheticFilms.of(3000);
  expect(films.film(17)).toEqual(again.film(17));
  const counts = new Map<string, number>();
  for (let at = 0; at < films.count; at++)
    for (const word of films.film(at).overview!.split(/\W+/)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const sorted = [...counts.values()].sort((a, b) => b - a);
  const total = sorted.reduce((sum, count) => sum + count, 0);
  const top = sorted.slice(0, 100).reduce((sum, count) => sum + count, 0) / total;
  expect(top).toBeGreaterThan(0.3);
  expect(sorted.filter((count) => count === 1).length / sorted.length).toBeGreaterThan(0.3);
});
