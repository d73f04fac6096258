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

describe('likeness', () => {
  it('is the share that needs no change', () => {
    expect(likeness('motra', 'mothra')).toBeCloseTo(5 / 6);
    expect(likeness('up', 'it', 0.6)).toBe(0);
  });
});
