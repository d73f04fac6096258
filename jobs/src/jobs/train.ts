import { availableParallelism } from 'node:os';
import type { ModelRun } from '@marquee/contract/admin';
import type { JobPayload } from '@marquee/contract/jobs';
import { versionAt } from '@marquee/elastic/index-family';
import type { Trainer } from '@marquee/recommender/model';
import { readModelFile, writeModelFile } from '@marquee/recommender/model-file';
import { loadModels } from '@marquee/recommender/recommender';
import { trainAll } from '@marquee/recommender/training';
import type { Trained } from '@marquee/recommender/training';
import { partOf } from '#job-context';
import type { JobContext } from '#job-context';
import { renewMap } from '#jobs/map';
import { purgeModelFiles } from '#jobs/purge';
import { refreshCaches } from '#jobs/refresh-cache';
import { done, messageOf, nothingToDo } from '#outcome';
import type { Outcome } from '#outcome';
import { describeData, exportData } from '#training/export';
import { judgeStrategies, liveModel, passGate } from '#training/judges';
import { curvesOf, hyperparametersOf } from '#training/model-figures';
import { overlapText, overlapWithLive } from '#training/overlap';
import { convenePanel } from '#training/panel';
import { watchMemory } from '#training/peak-memory';
import { promoteModel } from '#training/promotion';
import { sparkAls } from '#training/spark/spark-als';

/** Whose answers are made ready after a training. */
const ACTIVE_DAYS = 30;

/** Export → fit → judge → gate → promote → refresh caches. A run that is cut leaves the live model as it was. */
export async function train(context: JobContext, payload: JobPayload<'train'>): Promise<Outcome> {
  const { database, progress, log } = context;
  const createdAt = new Date();
  const memory = watchMemory();
  const version = versionAt(createdAt);
  progress(0, 'exporting ratings');
  const exported = await exportData(context);
  if (exported.ratings.users.length === 0)
    return nothingToDo('There are no ratings to train on; import some first.');
  const data = describeData(exported);
  const panel = convenePanel(exported.ratings);
  log(
    `${data.ratings} ratings of ${data.users} people and ${data.movies} movies; ${panel.judges.length} people judge and are not trained on`,
  );
  const als = payload.engine === 'spark' ? sparkAls({ ...context, excluded: panel.leftOut }) : undefined;
  const training = { ratings: panel.training, movies: exported.movies };
  const { parts } = await fit(context, training, { ...payload, als });
  // Only what has been through the file is judged, since only that is what will serve.
  const bytes = writeModelFile(parts, { version, seed: payload.seed, reason: payload.reason, data });
  const candidate = loadModels(readModelFile(bytes));

  const judging = { panel, seed: payload.seed };
  const { judgement, metrics } = await judgeStrategies(partOf(context, 0.72, 0.84), candidate, judging);
  const live = await liveModel(context);
  const gate = await passGate(partOf(context, 0.84, 0.88), { candidate: judgement, live }, judging);
  const overlap = live?.recommender
    ? await overlapWithLive(partOf(context, 0.88, 0.9), {
        ...{ live, candidate, seed: payload.seed },
        ratings: panel.training,
      })
    : null;
  const isAccepted = gate.passed || payload.force;
  for (const reason of [...gate.reasons, overlapText(overlap)]) log(reason);
  const run: ModelRun = {
    version,
    state: isAccepted ? 'candidate' : 'refused',
    createdAt: createdAt.toISOString(),
    durationSeconds: (Date.now() - createdAt.getTime()) / 1000,
    bytes: bytes.byteLength,
    seed: payload.seed,
    requestedBy: context.requestedBy,
    reason: payload.reason,
    data,
    hyperparameters: hyperparametersOf(parts),
    metrics,
    gate,
    peakMemoryBytes: memory.bytes(),
    curves: curvesOf(parts),
    overlap,
  };
  memory.stop();
  progress(0.9, 'storing the model');
  await database.modelFiles.put(version, bytes);
  await database.modelRuns.add(run);
  if (isAccepted) await promoteModel(partOf(context, 0.91, 0.97), version, candidate.itemFactors);
  await purgeModelFiles(context);
  // Answers that are not ready are computed when they are asked for; a model is live without them.
  if (isAccepted)
    await refreshCaches(partOf(context, 0.97, 0.99), ACTIVE_DAYS).catch((error: unknown) =>
      log(messageOf(error), 'warn'),
    );
  await renewMap(partOf(context, 0.99, 1));
  return done(summary(run, isAccepted));
}

async function fit(
  { signal, progress }: JobContext,
  data: Parameters<typeof trainAll>[0],
  { seed, budgetSeconds, als }: JobPayload<'train'> & { readonly als: Trainer | undefined },
): Promise<Trained> {
  return await trainAll(data, {
    seed,
    tuningBudgetMs: budgetSeconds * 1000,
    threads: availableParallelism(),
    onProgress: (share, step) => progress(0.05 + 0.67 * share, step),
    signal,
    als,
  });
}

function summary(
  { version, metrics, gate, durationSeconds, data, bytes, peakMemoryBytes, overlap }: ModelRun,
  isLive: boolean,
) {
  const { value, low, high } = metrics.stacked!['ndcg@10']!;
  return {
    version,
    state: isLive ? 'live' : 'refused',
    'ndcg@10': value,
    interval: [low, high],
    reasons: gate?.reasons ?? [],
    ratings: data.ratings,
    megabytes: Math.round(bytes / 1e6),
    peakMemoryMegabytes: peakMemoryBytes === null ? null : Math.round(peakMemoryBytes / 1e6),
    'overlap@20': overlap?.strategies['stacked']?.value ?? null,
    seconds: Math.round(durationSeconds),
  };
}
