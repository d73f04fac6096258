import { describe, expect, it } from 'vitest';
import { adjustForDiscovery, discoveryShift } from '#discovery';
import { diversify } from '#diversify';
import { linearFusion, reciprocalRankFusion } from '#fusion';
import { groupScores } from '#group';

describe('fusion', () => {
  it('by reciprocal rank adds 1 / (60 + rank)', () => {
    const fused = reciprocalRankFusion([
      [1, 2],
      [2, 3],
    ]);
    expect(fused.map(({ movieId }) => movieId)).toEqual([2, 1, 3]);
    expect(fused[0]!.score).toBeCloseTo(1 / 62 + 1 / 61, 12);
    expect(reciprocalRankFusion([[1], [3]], { weights: [1, 2] })[0]!.movieId).toBe(3);
  });

  it('by weighted scores brings each list to 0 … 1 first', () => {
    const items = (...scores: number[]) => scores.map((score, at) => ({ movieId: at + 1, score }));
    const fused = linearFusion([
      { weight: 0.7, items: items(100, 50, 0) },
      { weight: 0.3, items: items(0, 1, 1) },
    ]);
    expect(fused.map(({ movieId }) => movieId)).toEqual([1, 2, 3]);
    [0.7, 0.65, 0.3].forEach((score, at) => expect(fused[at]!.score).toBeCloseTo(score, 12));
  });
});

it('diversify puts a different movie before a better twin', () => {
  const items = [
    { movieId: 1, score: 3 },
    { movieId: 2, score: 2.9 },
    { movieId: 3, score: 2 },
    { movieId: 4, score: 1 },
  ];
  const similarity = (left: number, right: number): number => (left + right === 3 ? 1 : 0);
  const order = (diversity: number): number[] =>
    diversify(items, { limit: 3, diversity, similarity }).map(({ movieId }) => movieId);
  expect(order(0)).toEqual([1, 2, 3]);
  expect(order(0.5)).toEqual([1, 3, 4]);
});

it('a group by average takes what splits it, by least misery what nobody minds', () => {
  const scores = [Float32Array.of(10, 4, 0), Float32Array.of(0, 4, 9)];
  const best = (fairness: number): number =>
    groupScores(scores, fairness).reduce((top, value, at, all) => (value > all[top]! ? at : top), 0);
  expect(best(0)).not.toBe(1);
  expect(best(1)).toBe(1);
});

it('the dial favours the popular below 0.3, the rare above', () => {
  const items = [
    { movieId: 1, score: 1 },
    { movieId: 1000, score: 1 },
  ];
  const first = (discovery: number): number =>
    adjustForDiscovery([{ movieId: 5, score: 0 }, ...items], discoveryShift(discovery), (id) => id)[0]!
      .movieId;
  expect(first(0)).toBe(1000);
  expect(first(1)).toBe(1);
  expect(discoveryShift(undefined)).toBe(0);
});
