import type { ItemParams } from '#item-params';
import { itemTable } from '#item-params';
import { UserScorer, WeightScorer } from '#item-scorer';
import { ITEM_LIMITS, itemProblem, trainItem } from '#item-train';
import type { ItemProblem } from '#item-train';
import type { FitOptions, RatingColumns } from '#model';
import { buildMatrix } from '#sparse-matrix';
import { scaled, searchParams, stepped } from '#tuning-search';
import { gainByChance, Held, validations } from '#tuning-validation';
import type { WorkerPool } from '#worker-pool';

/** Ratings used to compare parameters, and bytes for the items × items form of about 2,000 movies. */
const MOST_RATINGS = 1_000_000;
const LIMITS = { ...ITEM_LIMITS, memory: 16 * 2 ** 20 };

const AXES = [
  scaled<ItemParams>('regularization', { step: 1.6, low: 5, high: 50_000 }),
  stepped<ItemParams>('offset', [0.5, 1, 1.5, 2, 2.5, 3]),
  stepped<ItemParams>('damping', [-0.1, 0, 0.1, 0.2, 0.3]),
  scaled<ItemParams>('regularization', { step: 1.3, low: 5, high: 50_000 }),
];

/** Chooses parameters by the quality of rankings on two held-out parts (see tuning-validation.ts). */
export async function chooseItemParams(
  ratings: RatingColumns,
  given: FitOptions & { readonly pool: WorkerPool; readonly defaults: ItemParams },
): Promise<{ params: ItemParams; tuning: unknown }> {
  const { defaults, pool, seed, signal } = given;
  if (given.tuningBudgetMs <= 0 || ratings.users.length === 0) return { params: defaults, tuning: null };
  const started = performance.now();
  const parts = validations(ratings, { ...given, most: MOST_RATINGS }).map(({ train, test }) => {
    const problem = itemProblem(buildMatrix(train), LIMITS);
    return { problem, held: new Held(problem.matrix, test, seed) };
  });
  let tried = 0;
  const { best, trials } = await searchParams({
    start: defaults,
    axes: AXES,
    leastGain: gainByChance(parts[0]!.held.people),
    late: () => performance.now() - started > given.tuningBudgetMs,
    measure: async (params) => {
      given.onProgress?.(Math.min(0.69, tried++ / 20), 'choosing parameters for item');
      const quality: number[] = [];
      for (const { problem, held } of parts) {
        const blocks = await trainItem(problem, { params, pool, limits: LIMITS, signal });
        quality.push(held.quality(scorerOf(problem, blocks, params)));
      }
      return quality;
    },
  });
  return { params: best, tuning: { milliseconds: Math.round(performance.now() - started), trials } };
}

function scorerOf(
  { form, matrix }: ItemProblem,
  blocks: Awaited<ReturnType<typeof trainItem>>,
  params: ItemParams,
): (user: number) => Float32Array {
  const scorer = form === 'users' ? new UserScorer(blocks) : new WeightScorer(blocks);
  const table = itemTable(params);
  const { start, index, level } = matrix.byUser;
  return (user) => {
    const rows = index.subarray(start[user]!, start[user + 1]!);
    return scorer.scoreAll(Array.from(rows, (row, at) => ({ row, x: table[level[start[user]! + at]!]! })));
  };
}
