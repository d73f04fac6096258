import type { JobPayload } from '@marquee/contract/jobs';
import { partOf } from '#job-context';
import type { JobContext } from '#job-context';
import { done, nothingToDo, PermanentFailure } from '#outcome';
import type { Outcome } from '#outcome';
import { exportData } from '#training/export';
import { judgeStrategies, liveModel } from '#training/judges';
import { convenePanel } from '#training/panel';

const SEED = 1;

/** Measures the live model on the ratings of today: the judges' later ratings, which it was not trained on. */
export async function evaluate(context: JobContext, _payload: JobPayload<'evaluate'>): Promise<Outcome> {
  const live = await liveModel(context);
  if (live === undefined) return nothingToDo('There is no live model; train one first.');
  if (live.recommender === undefined) throw new PermanentFailure(live.problem);
  context.progress(0.1, 'exporting ratings');
  const panel = convenePanel((await exportData(context)).ratings);
  const { metrics } = await judgeStrategies(partOf(context, 0.3, 1), live.recommender, { panel, seed: SEED });
  return done({ version: live.version, judges: panel.judges.length, metrics });
}
