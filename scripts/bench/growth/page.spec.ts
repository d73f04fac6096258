import { expect, it } from 'vitest';
import { chartSvg, decades, growthPage } from './page.ts';

it('draws growth in proportion as a straight line', () => {
  const curves = [{ name: 'linear', points: [[10, 1], [100, 10], [1000, 100]] as const }]; // prettier-ignore
  const svg = chartSvg({ title: 'Growth', x: 'films', y: 'ms', curves });
  const [from, middle, to] = [...svg.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);
  expect(middle![0]! - from![0]!).toBeCloseTo(to![0]! - middle![0]!, 0);
  expect(middle![1]! - from![1]!).toBeCloseTo(to![1]! - middle![1]!, 0);
});

it.each([
  [
    [1, 1000],
    [1, 10, 100, 1000],
  ],
  [
    [3, 40],
    [1, 10, 100],
  ],
  [
    [5, 5],
    [1, 10],
  ],
  [
    [0.02, 0.3],
    [0.01, 0.1, 1],
  ],
])('has whole powers of ten around %j', (values, wanted) => {
  const found = decades(values);
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, at) => expect(found[at]).toBeCloseTo(value));
});

it('needs nothing from elsewhere, leaves out empty charts, and writes names as text', () => {
  const page = growthPage(
    [{ title: 'None', x: '', y: '', curves: [] }],
    [{ title: 'Sizes', rows: [{ films: 10_000, 'p95 <ms>': 3.456 }] }],
  );
  expect(page).toContain('<td>10,000</td><td>3.46</td>');
  expect(page).toContain('p95 &#60;ms&#62;');
  expect(page).not.toContain('None');
  expect(page).not.toMatch(/(src|href)=/);
});
