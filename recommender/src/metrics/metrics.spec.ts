import { describe, expect, it } from 'vitest';
import { bootstrapMean } from '#metrics/bootstrap';
import { coverage } from '#metrics/coverage';
import { gini } from '#metrics/gini';
import { hit } from '#metrics/hit-rate';
import { intraListSimilarity } from '#metrics/intra-list-similarity';
import { mae } from '#metrics/mae';
import { reciprocalRank } from '#metrics/mrr';
import { ndcg } from '#metrics/ndcg';
import { novelty } from '#metrics/novelty';
import { precision } from '#metrics/precision';
import { cappedRecall, recall } from '#metrics/recall';
import { rmse } from '#metrics/rmse';

const list = [1, 2, 3, 4];
const relevant = new Set([2, 4, 9]);

describe('metrics of one list, by hand', () => {
  it('ndcg: hits at ranks 2 and 4 of three relevant', () => {
    const dcg = 1 / Math.log2(3) + 1 / Math.log2(5);
    const ideal = 1 + 1 / Math.log2(3) + 1 / Math.log2(4);
    expect(ndcg(list, relevant, 10)).toBeCloseTo(dcg / ideal, 12);
    expect(ndcg(list, relevant, 2)).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)), 12);
    expect(ndcg([2, 4, 9], relevant, 10)).toBe(1);
    expect(ndcg(list, new Set(), 10)).toBe(0);
  });

  it('recall, precision, hit and reciprocal rank', () => {
    expect(recall(list, relevant, 10)).toBeCloseTo(2 / 3, 12);
    expect(cappedRecall(list, relevant, 2)).toBe(0.5);
    expect(precision(list, relevant, 10)).toBe(0.2);
    expect([hit(list, relevant, 1), hit(list, relevant, 2)]).toEqual([0, 1]);
    expect([reciprocalRank(list, relevant, 1), reciprocalRank(list, relevant, 4)]).toEqual([0, 0.5]);
  });
});

describe('metrics of all lists, by hand', () => {
  it('coverage counts distinct movies', () => {
    expect(coverage([[1, 2], [2, 3], []], 2, 10)).toBe(0.3);
    expect(
      coverage(
        [
          [1, 2],
          [2, 3],
        ],
        1,
        10,
      ),
    ).toBe(0.2);
  });

  it('novelty is the mean self-information in bits', () => {
    const raters = new Map([
      [1, 8],
      [2, 2],
    ]);
    expect(novelty([[1, 2]], 10, { raters, people: 8 })).toBe(1);
    expect(novelty([[3]], 10, { raters, people: 8 })).toBe(3);
  });

  it('gini is 0 for equal shares and (n − 1) / n for one winner', () => {
    expect(
      gini(
        [
          [1, 2],
          [3, 4],
        ],
        2,
        4,
      ),
    ).toBeCloseTo(0, 12);
    expect(gini([[1], [1]], 1, 4)).toBeCloseTo(0.75, 12);
  });

  it('similarity inside a list leaves out unknown pairs', () => {
    const similarity = (left: number, right: number): number | undefined =>
      left + right === 5 ? undefined : left * right;
    expect(intraListSimilarity([1, 2, 3], 3, similarity)).toBe(2.5);
    expect(intraListSimilarity([1], 3, similarity)).toBeUndefined();
  });

  it('errors of stars', () => {
    expect(rmse([3, 5], [4, 3])).toBeCloseTo(Math.sqrt(2.5), 12);
    expect(mae([3, 5], [4, 3])).toBe(1.5);
    expect(() => rmse([1], [1, 2])).toThrow(RangeError);
  });
});

describe('bootstrap', () => {
  const values = Array.from({ length: 400 }, (_, at) => (at * 0.618034) % 1);

  it('encloses the mean by about two standard errors, and repeats itself', () => {
    const interval = bootstrapMean(values, { seed: 4 });
    expect(interval.mean).toBeCloseTo(0.5, 2);
    expect(interval.low).toBeGreaterThan(0.5 - 3 * 0.0144);
    expect(interval.low).toBeLessThan(0.5 - 0.0144);
    expect(interval.high).toBeGreaterThan(0.5 + 0.0144);
    expect(bootstrapMean(values, { seed: 4 })).toEqual(interval);
    expect(bootstrapMean(values, { seed: 5 })).not.toEqual(interval);
  });
});
