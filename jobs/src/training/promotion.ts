import type { Recommender } from '@marquee/recommender/recommender';
import type { JobContext } from '#job-context';
import { messageOf } from '#outcome';
import { buildFactorIndex } from '#training/factors';

/**
 * Makes a stored model live: its factors beside the live ones first, then one row, one alias, one message. Whoever
 * answers requests takes model and factors of one version, so that none mixes two models.
 * Without Elasticsearch the model becomes live all the same: its recommendations do not need the index.
 */
export async function promoteModel(
  context: JobContext,
  version: string,
  factors: Recommender['itemFactors'],
): Promise<void> {
  let swapAlias: (() => Promise<void>) | undefined;
  try {
    const family = await buildFactorIndex(context, version, factors);
    swapAlias = () => family.promote(version);
  } catch (error) {
    context.signal.throwIfAborted();
    context.log(`The item factors of ${version} were not indexed: ${messageOf(error)}`, 'warn');
  }
  context.progress(1, 'making it live');
  await context.database.modelRuns.promote(version);
  await swapAlias?.().catch((error: unknown) =>
    context.log(`The factor index was not made live: ${messageOf(error)}`, 'warn'),
  );
  await context.announce({ kind: 'model', version });
}
