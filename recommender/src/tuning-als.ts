import type { AlsParams } from '#als-params';
import { openAlsSession } from '#als-session';
import type { AlsSession } from '#als-session';
import type { FitOptions, RatingColumns } from '#model';
import { scaled, searchParams, stepped } from '#tuning-search';
import { gainByChance, Held, validations } from '#tuning-validation';
import type { WorkerPool } from '#worker-pool';

/** Ratings used to compare parameters; more would tell them apart better than it is worth. */
const MOST_RATINGS = 1_000_000;
/** Enough to rank parameters as a full training does. */
const ITERATIONS = 7;
/** The search runs with fewer factors: what is best there is near what is best with more, at a quarter of the time. */
const FACTORS = 96;

const AXES = [
  scaled<AlsParams>('regularization', { step: 1.5, low: 0.001, high: 0.2 }),
  scaled<AlsParams>('unobserved', { step: 1.6, low: 0.005, high: 1 }),
  stepped<AlsParams>('slope', [1, 1.5, 2, 3]),
  stepped<AlsParams>('exponent', [0.4, 0.6, 0.8, 1]),
  scaled<AlsParams>('regularization', { step: 1.25, low: 0.001, high: 0.2 }),
];

/** Chooses parameters by the quality of rankings on two held-out parts (see tuning-validation.ts). */
export async function chooseAlsParams(
  ratings: RatingColumns,
  given: FitOptions & { readonly pool: WorkerPool; readonly defaults: AlsParams },
): Promise<{ params: AlsParams; tuning: unknown }> {
  const { defaults, pool, seed, signal } = given;
  if (given.tuningBudgetMs <= 0 || ratings.users.length === 0) return { params: defaults, tuning: null };
  const started = performance.now();
  const parts: { session: AlsSession; held: Held }[] = [];
  for (const { train, test } of validations(ratings, { ...given, most: MOST_RATINGS })) {
    const session = await openAlsSession(train, { factors: FACTORS, pool });
    parts.push({ session, held: new Held(session.matrix, test, seed) });
  }
  let tried = 0;
  const { best, trials } = await searchParams({
    start: { ...defaults, iterations: ITERATIONS, factors: Math.min(FACTORS, defaults.factors) },
    axes: AXES,
    leastGain: gainByChance(parts[0]!.held.people),
    late: () => performance.now() - started > given.tuningBudgetMs,
    measure: async (params) => {
      given.onProgress?.(Math.min(0.69, tried++ / 30), 'choosing parameters for als');
      const quality: number[] = [];
      for (const { session, held } of parts)
        quality.push(held.quality((await session.train(params, { seed, signal })).score));
      return quality;
    },
  });
  const milliseconds = Math.round(performance.now() - started);
  return {
    params: { ...best, iterations: defaults.iterations, factors: defaults.factors },
    tuning: { milliseconds, trials },
  };
}
