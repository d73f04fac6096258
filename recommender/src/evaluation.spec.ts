import { expect, it } from 'vitest';
import { evaluateLists, evaluateStars, pairedDifference, relevanceOf } from '#evaluation';
import { columns } from '#sparse.factory';

const train = columns([
  [1, 10, 5, 0],
  [1, 11, 3, 0],
  [2, 10, 4, 0],
  [3, 12, 4, 0],
]);
const test = columns([
  [1, 12, 4, 1],
  [1, 13, 5, 1],
  [2, 12, 3.5, 1],
  [3, 10, 4.5, 1],
  [4, 10, 4, 1],
]);

it('measures full rankings: what was seen is taken out, who has no list scores 0, unknown films count', () => {
  const relevance = relevanceOf({ train, test });
  expect(relevance.people).toEqual([1, 3, 4]);
  const lists = new Map([
    [1, [10, 12, 12, 14]],
    [3, [11, 10]],
    [2, [11]],
  ]);
  const { values, counts, perPerson } = evaluateLists(relevance, lists, { seed: 1 });
  expect(counts).toEqual({ users: 3, relevant: 4, usersWithLists: 2 });
  // Person 1: 12 moves up to the first place; 13 is not in train and still counts.
  const [first, third] = [1 / (1 + 1 / Math.log2(3)), 1 / Math.log2(3)];
  expect(Array.from(perPerson['ndcg@10']!)).toEqual([first, third, 0]);
  expect(values['ndcg@10']).toBeCloseTo((first + third) / 3, 12);
  expect(values['recall@20']).toBeCloseTo((0.5 + 1) / 3, 12);
  expect(values['mrr@10']).toBeCloseTo((1 + 0.5) / 3, 12);
  expect(values['hitrate@10']).toBeCloseTo(2 / 3, 12);
  // Distinct films shown: 12, 14, 11, 10; the train has three.
  expect(values['coverage@10']).toBeCloseTo(4 / 3, 12);
});

it('compares two models person by person', () => {
  const better = Array.from({ length: 100 }, (_, at) => 0.3 + (at % 10) / 10);
  const worse = better.map((value) => value - 0.05);
  expect(pairedDifference(better, worse, 1).low).toBeGreaterThan(0.049);
});

it('measures stars', () => {
  expect(evaluateStars([4, 5, 3.5, 4.5, 2], test)).toEqual({ rmse: Math.sqrt(4 / 5), mae: 2 / 5 });
});
