import { expect, it } from 'vitest';
import { Metrics } from '#health/metrics';

it('tells of the live model when it was trained, and what of it fold-in had known', async () => {
  const metrics = new Metrics();
  const lines = async () =>
    (await metrics.text()).split('\n').filter((line) => line.startsWith('marquee_model_'));
  const share = { value: 0.7, low: 0.6, high: 0.8 };
  const overlap = {
    against: 'v1',
    people: 20,
    strategies: { stacked: share, als: { ...share, value: 0.9 } },
  };
  metrics.liveModel({ createdAt: '2026-11-30T03:30:00.000Z', overlap });
  expect(await lines()).toEqual([
    'marquee_model_trained_timestamp_seconds 1796009400',
    'marquee_model_overlap{strategy="stacked"} 0.7',
    'marquee_model_overlap{strategy="als"} 0.9',
  ]);
  // Nobody has rated between this one and the one before it.
  metrics.liveModel({ createdAt: '2026-12-01T03:30:00.000Z', overlap: null });
  expect(await lines()).toEqual(['marquee_model_trained_timestamp_seconds 1796095800']);
});
