import { expect, it } from 'vitest';
import { seededRandom } from '../../recommender/src/random.ts';
import { byMinute, figuresOf, problemsOf } from './load-figures.ts';
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

it('sums up what half an hour of a fast machine brings', () => {
  const minutes = 30;
  const count = 200_000;
  const answers = Array.from({ length: count }, (_, at) => ({
    kind: KINDS[at % KINDS.length]!,
    at: (at * minutes * 60_000) / count,
    ms: at % 100,
    ...(at === 7 ? { error: 'Error: 503' } : {}),
  }));
  const samples = [0, 60, 120].map((seconds) => ({ seconds, megabytes: { api: 500 + seconds } }));
  const figures = new Map(
    figuresOf({ capacity: 300, answers, samples, failed: [] }).map(({ what, value }) => [what, value]),
  );
  expect(figures.get('requests')).toBe(count);
  expect(figures.get('errors')).toBe(1);
  expect(figures.get('api: most')).toBe(620);
  expect(figures.get(`${KINDS[0]!}, p99`)).toBeGreaterThan(figures.get(`${KINDS[0]!}, p50`)!);
  expect(problemsOf(answers)).toEqual({ [`${KINDS[7 % KINDS.length]!}: Error: 503`]: 1 });
  for (const kind of KINDS) expect(byMinute(answers)[kind]).toHaveLength(minutes);
  expect(byMinute([])[KINDS[0]!]).toEqual([]);
});
