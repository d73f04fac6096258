import { describe, expect, it } from 'vitest';
import { columns, someRatings } from '#sparse.factory';
import { globalTimeSplit } from '#splits/global-time-split';
import { randomSplit } from '#splits/random-split';
import { userTimeSplit } from '#splits/user-time-split';

const pairs = ({ users, movies }: { users: Int32Array; movies: Int32Array }): string[] =>
  Array.from(users, (user, at) => `${user}:${movies[at]!}`);

describe('splits', () => {
  const ratings = someRatings({ users: 12, movies: 40, seed: 2 });

  it('random takes floor(share × n) of each person, by the seed, and loses nothing', () => {
    const { train, test } = randomSplit(ratings, { share: 0.2, seed: 1 });
    expect([...pairs(train), ...pairs(test)].toSorted()).toEqual(pairs(ratings).toSorted());
    for (const user of new Set(ratings.users)) {
      const count = (of: Int32Array): number => of.filter((id) => id === user).length;
      expect(count(test.users)).toBe(Math.floor(0.2 * count(ratings.users)));
    }
    expect(randomSplit(ratings, { share: 0.2, seed: 1 })).toEqual({ train, test });
    expect(pairs(randomSplit(ratings, { share: 0.2, seed: 2 }).test)).not.toEqual(pairs(test));
  });

  it('user-time takes the last of each person', () => {
    const own = columns([
      [1, 1, 4, 30],
      [1, 2, 4, 10],
      [1, 3, 4, 20],
      [1, 4, 4, 40],
      [2, 1, 4, 5],
      [2, 2, 4, 4],
    ]);
    expect(pairs(userTimeSplit(own, { share: 0.5 }).test)).toEqual(['1:1', '1:4', '2:1']);
  });

  it('global-time takes the last of all', () => {
    const own = columns([
      [1, 1, 4, 30],
      [1, 2, 4, 10],
      [2, 3, 4, 20],
      [2, 4, 4, 40],
    ]);
    expect(pairs(globalTimeSplit(own, { share: 0.5 }).test)).toEqual(['1:1', '2:4']);
  });
});
