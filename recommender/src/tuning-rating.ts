import type { FitOptions, RatingColumns } from '#model';
import { seededRandom } from '#random';
import { fitBlend, observe } from '#rating-blend';
import type { RatingBlend } from '#rating-blend';
import type { RatingParams } from '#rating-params';
import { RatingEyes } from '#rating-person';
import { trainRating } from '#rating-train';
import { splitByMark } from '#splits/rating-columns';
import { scaled, searchParams, stepped } from '#tuning-search';
import { samplePeople } from '#tuning-validation';
import type { WorkerPool } from '#worker-pool';

const MOST_RATINGS = 600_000;
const SHARE = 0.1;

const AXES = [
  scaled<RatingParams>('regularization', { step: 1.4, low: 0.02, high: 1 }),
  stepped<RatingParams>('power', [1, 1.5, 2, 2.5, 3]),
  scaled<RatingParams>('shrinkage', { step: 1.8, low: 5, high: 1000 }),
  stepped<RatingParams>('factors', [8, 12, 20, 32, 48]),
];

/** Chooses parameters by the error of the blend on a tenth of the ratings drawn by chance, and keeps that blend. */
export async function chooseRatingParams(
  ratings: RatingColumns,
  given: FitOptions & { readonly pool: WorkerPool; readonly defaults: RatingParams },
): Promise<{ params: RatingParams; blend: RatingBlend; tuning: unknown }> {
  const { defaults, pool, seed, signal } = given;
  const started = performance.now();
  const random = seededRandom(seed);
  const sample = samplePeople(ratings, { seed, most: MOST_RATINGS });
  const { train, test } = splitByMark(
    sample,
    Uint8Array.from(sample.users, () => (random() < SHARE ? 1 : 0)),
  );
  if (train.users.length === 0) return { params: defaults, blend: fitBlend([], 0), tuning: null };
  const blends = new Map<RatingParams, RatingBlend>();
  let tried = 0;
  const { best, trials } = await searchParams({
    start: defaults,
    axes: given.tuningBudgetMs > 0 ? AXES : [],
    leastGain: 0.0004,
    late: () => performance.now() - started > given.tuningBudgetMs,
    measure: async (params) => {
      given.onProgress?.(Math.min(0.69, tried++ / 16), 'choosing parameters for rating');
      const parts = await trainRating(train, { params, pool, seed, signal });
      const blend = fitBlend(observe(new RatingEyes(parts, params), train, test), parts.mean);
      blends.set(params, blend);
      return [1 / blend.rmse];
    },
  });
  return {
    params: best,
    blend: blends.get(best)!,
    tuning: { milliseconds: Math.round(performance.now() - started), trials },
  };
}
