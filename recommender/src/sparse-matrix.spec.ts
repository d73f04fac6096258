import { describe, expect, it } from 'vitest';
import { distanceOf } from '#sparse-level';
import { buildMatrix } from '#sparse-matrix';
import { selectMovies } from '#sparse-select';
import { columns, someRatings } from '#sparse.factory';

describe('buildMatrix', () => {
  it('sorts both ways', () => {
    const ratings = someRatings({ users: 20, movies: 30, seed: 3 });
    const { byUser, byMovie, userIds, movieIds, userMeans } = buildMatrix(ratings);
    const found = new Map<string, number>();
    for (let user = 0; user < userIds.length; user++) {
      for (let k = byUser.start[user]!; k < byUser.start[user + 1]!; k++) {
        found.set(
          `${userIds[user]} ${movieIds[byUser.index[k]!]}`,
          distanceOf(byUser.level[k]!) + userMeans[user]!,
        );
        if (k > byUser.start[user]!) expect(byUser.index[k]).toBeGreaterThan(byUser.index[k - 1]!);
      }
    }
    expect(found.size).toBe(ratings.values.length);
    ratings.values.forEach((stars, k) =>
      expect(found.get(`${ratings.users[k]} ${ratings.movies[k]}`)).toBeCloseTo(stars, 1),
    );
    expect(byMovie.index.length).toBe(byUser.index.length);
  });

  it('lets the latest of several ratings count, whatever their order', () => {
    const { byUser, userMeans } = buildMatrix(
      columns([
        [1, 7, 5, 300],
        [1, 7, 1, 100],
        [1, 7, 2, 200],
        [2, 7, 5, 0],
      ]),
    );
    expect(Array.from(byUser.start)).toEqual([0, 1, 2]);
    expect(distanceOf(byUser.level[0]!) + userMeans[0]!).toBeCloseTo(5, 1);
  });

  it('takes ids that are far apart', () => {
    const { movieIds, userIds } = buildMatrix(
      columns([
        [1, 2_000_000_000, 5, 0],
        [2_100_000_000, -5, 1, 0],
      ]),
    );
    expect(Array.from(movieIds)).toEqual([-5, 2_000_000_000]);
    expect(Array.from(userIds)).toEqual([1, 2_100_000_000]);
  });

  it('is empty without ratings', () => {
    expect(buildMatrix(columns([])).userIds.length).toBe(0);
  });
});

describe('selectMovies', () => {
  it('keeps the most-rated ones and the people', () => {
    const matrix = buildMatrix(
      columns([
        [1, 5, 4, 0],
        [2, 5, 4, 0],
        [1, 6, 4, 0],
        [2, 7, 4, 0],
        [3, 7, 4, 0],
      ]),
    );
    const kept = selectMovies(matrix, 2);
    expect(Array.from(kept.movieIds)).toEqual([5, 7]);
    expect(kept.userIds).toEqual(matrix.userIds);
    expect(Array.from(kept.byUser.start)).toEqual([0, 1, 3, 4]);
  });
});
