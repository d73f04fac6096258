import { describe, expect, it } from 'vitest';
import { editDistance, likeness } from '#edit-distance';

describe('editDistance', () => {
  it.each([
    ['godfather', 'godfather', 0],
    ['teh', 'the', 1],
    ['gladiater', 'gladiator', 1],
    ['zatura', 'zathura', 1],
    ['kitten', 'sitting', 3],
    ['', 'up', 2],
  ])('of %s and %s is %i', (one, other, distance) => {
    expect(editDistance(one, other)).toBe(distance);
  });

  it('gives up above the most that is asked for', () => {
    expect(editDistance('completely', 'different', 2)).toBe(3);
  });
});

/** The definition, letter by letter. */
function slowDistance(one: string, other: string): number {
  const table = Array.from({ length: one.length + 1 }, (_, i) =>
    Array.from({ length: other.length + 1 }, (_, j) => (i === 0 ? j : i)),
  );
  const at = (i: number, j: number): number => table[i]![j]!;
  for (let i = 1; i <= one.length; i++)
    for (let j = 1; j <= other.length; j++) {
      const [a, b] = [one[i - 1], other[j - 1]];
      const isSwap = i > 1 && j > 1 && a === other[j - 2] && one[i - 2] === b;
      table[i]![j] = Math.min(
        ...[at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a === b ? 0 : 1)],
        isSwap ? at(i - 2, j - 2) + 1 : Infinity,
      );
    }
  return at(one.length, other.length);
}

it('is the distance by definition wherever it is at most what is asked for, in any script', () => {
  let state = 1;
  const below = (most: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  const LETTERS = ['abc', 'aA1!', 'каба', '映画館', 'a\u{1f600}ä'];
  const aText = (letters: string): string =>
    Array.from({ length: below(9) }, () => letters[below(letters.length)]!).join('');
  for (let pair = 0; pair < 5000; pair++) {
    const letters = LETTERS[pair % LETTERS.length]!;
    const [one, other, most] = [aText(letters), aText(letters), 1 + below(6)];
    const [exact, found] = [slowDistance(one, other), editDistance(one, other, most)];
    const what = `${JSON.stringify([one, other])} within ${String(most)}`;
    expect(Math.min(found, most + 1), what).toBe(Math.min(exact, most + 1));
  }
});

describe('likeness', () => {
  it('is the share that needs no change', () => {
    expect(likeness('motra', 'mothra')).toBeCloseTo(5 / 6);
    expect(likeness('up', 'it', 0.6)).toBe(0);
  });
});
