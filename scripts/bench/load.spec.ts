import { expect, it } from 'vitest';
import { seededRandom } from '../../recommender/src/random.ts';
import { slopeOf } from './load-memory.ts';
import { kindAt, KINDS, MIX } from './load-traffic.ts';

it('sends each kind as often as the mix says', () => {
  const random = seededRandom(3);
  const counts = new Map(KINDS.map((kind) => [kind, 0]));
  for (let at = 0; at < 20_000; at++) {
    const kind = kindAt(random());
    counts.set(kind, counts.get(kind)! + 1);
  }
  for (const kind of KINDS) expect(counts.get(kind)! / 200).toBeCloseTo(MIX[kind], -0.5);
  expect(kindAt(0)).toBe('search');
  expect(kindAt(1)).toBe('rate');
});

it('tells growth from what goes up and down', () => {
  expect(slopeOf([[0, 100], [1, 102], [2, 104], [3, 106]])).toBeCloseTo(2); // prettier-ignore
  expect(slopeOf([[0, 100], [1, 110], [2, 90], [3, 110], [4, 100]])).toBeCloseTo(0); // prettier-ignore
  expect(slopeOf([[5, 100]])).toBe(0);
});
