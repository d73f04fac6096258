import { describe, expect, it } from 'vitest';
import type { ScoredMovie } from '@marquee/elastic/search-score';
import { freeze, reachable, thaw } from '#search/frozen-pool';

const aMovie = (id: number): ScoredMovie => ({
  id,
  score: 1 / (1 + (id % 1000)),
  signals: { text: 0.1, semantic: 0.3, title: 0.2, people: 0, popularity: 0.1, taste: 0 },
});
const movies = Array.from({ length: 400 }, (_, at) => aMovie(193_000 + at * 7));

describe('a frozen pool', () => {
  it('comes back with its order, its place and its scores', () => {
    const pool = thaw(freeze({ offset: 40, movies, didYouMean: 'the godfather', degraded: true }, false));
    expect(pool).toMatchObject({ offset: 40, didYouMean: 'the godfather', degraded: true });
    expect(pool.movies.map(({ id }) => id)).toEqual(movies.map(({ id }) => id));
    pool.movies.forEach(({ score }, at) => {
      expect(score).toBeCloseTo(movies[at]!.score, 3);
    });
  });

  it('keeps the signals that explain, adding up to the score', () => {
    const { movies: thawed } = thaw(freeze({ offset: 0, movies, didYouMean: null, degraded: false }, true));
    const { score, signals } = thawed[9]!;
    expect(signals.semantic).toBeCloseTo(0.3);
    expect(Object.values(signals).reduce((sum, value) => sum + value, 0)).toBeCloseTo(score);
  });

  it('fits behind a cursor of 6,000 characters, with the largest ids too', () => {
    const large = movies.map((movie) => ({ ...movie, id: 2_147_483_647 }));
    const size = reachable(large, true);
    expect(size).toBeGreaterThan(300);
    const bytes = freeze(
      { offset: 300, movies: large.slice(0, size), didYouMean: 'x'.repeat(100), degraded: false },
      true,
    );
    expect(bytes.toString('base64url').length).toBeLessThan(5980);
    expect(reachable(movies, true)).toBe(400);
  });

  it('refuses what it cannot read', () => {
    expect(() => thaw(Buffer.from('nothing'))).toThrow('Search again');
  });
});
