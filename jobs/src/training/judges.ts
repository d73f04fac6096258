import type { ModelRun } from '@marquee/contract/admin';
import { readModelFile } from '@marquee/recommender/model-file';
import { loadModels } from '@marquee/recommender/recommender';
import type { Recommender } from '@marquee/recommender/recommender';
import { judge } from '#gate';
import type { Judgement } from '#gate';
import type { JobContext } from '#job-context';
import { messageOf } from '#outcome';
import { judgementOf, measure, recorded } from '#training/judging';
import type { Strategy } from '#training/judging';
import type { Panel } from '#training/panel';

/** The default strategy, by which models are accepted or refused. */
const JUDGED = 'stacked';
/** Shown beside it, to see what it gains. */
const COMPARED = ['popular', 'content', 'als', 'item', 'hybrid'] as const;

export interface Judging {
  readonly panel: Panel;
  readonly seed: number;
}

export interface Judged {
  readonly judgement: Judgement;
  /** Strategy → metric → value with its interval; `newcomers` is the default given three ratings only. */
  readonly metrics: ModelRun['metrics'];
}

/** Measures a model's default strategy for the gate, and the others for the records. */
export async function judgeStrategies(
  { signal, progress }: JobContext,
  recommender: Recommender,
  { panel, seed }: Judging,
): Promise<Judged> {
  const steps = COMPARED.length + 1;
  const { judgement, metrics, coldStart } = await judgementOf(strategyOf(recommender, JUDGED), panel, {
    seed,
    signal,
    onProgress: (share) => progress(share / steps, `judging ${JUDGED}`),
  });
  const all: ModelRun['metrics'] = { [JUDGED]: recorded(metrics), newcomers: recorded(coldStart) };
  for (const [at, name] of COMPARED.entries()) {
    if (!recommender.strategies.includes(name)) continue;
    progress((at + 1) / steps, `judging ${name}`);
    all[name] = recorded(await measure(strategyOf(recommender, name), panel, { seed, signal }));
  }
  return { judgement, metrics: all };
}

/** Compares a candidate with the live model, where there is one, each asked for the same judges. */
export async function passGate(
  context: JobContext,
  { candidate, live }: { readonly candidate: Judgement; readonly live: Live | undefined },
  { panel, seed }: Judging,
): Promise<NonNullable<ModelRun['gate']>> {
  if (live === undefined)
    return { passed: true, against: null, reasons: ['There is no live model to compare with.'] };
  if (live.recommender === undefined) return { passed: true, against: live.version, reasons: [live.problem] };
  const onProgress = (share: number): void =>
    context.progress(share, `judging the live model ${live.version}`);
  const options = { seed, signal: context.signal, onProgress };
  const { judgement } = await judgementOf(strategyOf(live.recommender, JUDGED), panel, options);
  return { against: live.version, ...asRecorded(judge(candidate, judgement, { seed })) };
}

export type Live = { readonly version: string; readonly trainedAt: Date } & (
  { readonly recommender: Recommender } | { readonly recommender: undefined; readonly problem: string }
);

/** The live model, ready to answer. @returns undefined when there is none. */
export async function liveModel({ database }: Pick<JobContext, 'database'>): Promise<Live | undefined> {
  const run = await database.modelRuns.live();
  if (run === undefined) return undefined;
  const known = { version: run.version, trainedAt: new Date(run.createdAt) };
  const { version } = known;
  const bytes = await database.modelFiles.get(version);
  if (bytes === undefined)
    return { ...known, recommender: undefined, problem: `The file of the live model ${version} is gone.` };
  try {
    return { ...known, recommender: loadModels(readModelFile(bytes)) };
  } catch (error) {
    // Damaged, or of another version of this program: either way nothing that could serve.
    return {
      ...known,
      recommender: undefined,
      problem: `The live model ${version} cannot be read: ${messageOf(error)}`,
    };
  }
}

const strategyOf =
  (recommender: Recommender, name: string): Strategy =>
  (history, limit) =>
    recommender.recommend(name, history, { limit }).map(({ movieId }) => movieId);

const asRecorded = ({ passed, reasons }: ReturnType<typeof judge>) => ({ passed, reasons: [...reasons] });
