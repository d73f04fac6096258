import { expect, it } from 'vitest';
import { chartsOf, growthFigures, tablesOf } from './charts.ts';
import { withOne } from './record.ts';
import type { Growth } from './record.ts';

const NONE: Growth = { search: [], vectors: [], recommend: [], training: [], import: [] };
const recommended = (films: number, p50: number) => ({
  ...{ films, ratings: 10 * films, trainSeconds: 1, peakMegabytes: 1, modelMegabytes: 1 },
  latency: { als: { p50, p95: 2 * p50 } },
});

it('keeps one measurement of each size, the smallest first', () => {
  const sizes = [100, 10, 100].map((films, at) => recommended(films, at + 1));
  const growth = sizes.reduce((all, one) => withOne(all, 'recommend', one), NONE);
  expect(growth.recommend.map(({ films, latency }) => [films, latency.als!.p50])).toEqual([
    [10, 2],
    [100, 3],
  ]);
});

it('compares the largest size with the smallest, and says so only of more than one', () => {
  const growth = { ...NONE, recommend: [recommended(10_000, 2), recommended(1_000_000, 8)] };
  expect(growthFigures(growth)).toEqual([
    {
      what: 'recommendations, p50, als: at 1,000,000 films over 10,000',
      value: 4,
      aim: { atMost: 3 },
    },
  ]);
  expect(growthFigures({ ...NONE, recommend: [recommended(10_000, 2)] })).toEqual([]);
});

it('draws p95 by size', () => {
  const growth = { ...NONE, recommend: [recommended(10, 2), recommended(100, 3)] };
  const chart = chartsOf(growth).find(({ title }) => title.startsWith('Recommendations'));
  expect(chart?.curves).toEqual([{ name: 'als', points: [[10, 4], [100, 6]] }]); // prettier-ignore
  expect(tablesOf(growth).find(({ title }) => title.startsWith('Recommendations'))?.rows[0]).toMatchObject({
    films: 10,
    'als, p50 / p95, ms': '2.0 / 4.0',
  });
});
