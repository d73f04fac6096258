import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { childEnvironment } from '@marquee/contract/environment';
import { alsOfFactors } from '@marquee/recommender/als-given';
import type { AlsModel } from '@marquee/recommender/als.model';
import { ALS_DEFAULTS } from '@marquee/recommender/als-params';
import type { AlsParams } from '@marquee/recommender/als-params';
import { sparkScale } from '@marquee/recommender/als-spark-form';
import type { FitOptions, Trainer, TrainingData } from '@marquee/recommender/model';
import { buildMatrix } from '@marquee/recommender/sparse-matrix';
import type { RatingMatrix } from '@marquee/recommender/sparse-matrix';
import { chooseAlsParams } from '@marquee/recommender/tuning-als';
import { WorkerPool } from '@marquee/recommender/worker-pool';
import type { JobContext } from '#job-context';
import { PermanentFailure } from '#outcome';
import { findSpark } from '#training/spark/find-spark';
import { foldInLikeness } from '#training/spark/fold-in-check';
import { jdbcDriver } from '#training/spark/jdbc-driver';
import { reachMaster } from '#training/spark/reach-master';
import { readAnswer } from '#training/spark/spark-answer';
import type { SparkAnswer, SparkSummary } from '#training/spark/spark-answer';
import { isLocal, sparkCommand } from '#training/spark/spark-command';
import { makeScratch } from '#training/spark/scratch';
import { runSpark } from '#training/spark/spark-process';
import { jdbcRatings, sparkParameters, writeLevels } from '#training/spark/spark-request';
import type { SparkRatings } from '#training/spark/spark-request';

/** Measured on ml-latest-small; Spark's time grows with the square of the factors, and for each film with the cube. */
export const SPARK_DEFAULTS: AlsParams = {
  ...ALS_DEFAULTS,
  factors: 64,
  regularization: 0.1,
  exponent: 1,
  form: 'spark',
};
/** People whose factors are compared with what fold-in makes of their ratings. */
const CHECKED_PEOPLE = 50;
/** Cosine of the middle person; it was above .9999 for each person in every run that was measured. */
const LEAST_LIKENESS = 0.99;
const RATINGS_A_PARTITION = 1_000_000;

type Surroundings = Pick<JobContext, 'environment' | 'log'> & {
  /** People who are not to be trained on, though the database has their ratings. */
  readonly excluded: readonly number[];
};

/** Fits `als` with Spark MLlib: parameters are chosen here on a part of the ratings, Spark fits all of them. */
export const sparkAls = (surroundings: Surroundings): Trainer => ({
  name: 'als',
  fit: (data, options) => fitWithSpark(data, options, surroundings),
});

/**
 * @throws PermanentFailure where Python, Java or PySpark is missing, or Spark's job failed; TransientFailure where the master does
 *   not answer; the signal's reason
 */
async function fitWithSpark(
  data: TrainingData,
  options: FitOptions,
  { environment, log, excluded }: Surroundings,
): Promise<AlsModel> {
  const { signal, onProgress } = options;
  await reachMaster(environment.SPARK_MASTER);
  const folder = resolve(environment.MARQUEE_DATA, 'spark');
  const found = await findSpark({ folder, home: environment.SPARK_HOME, log, signal });
  const { params: asked, tuning } = await chosenParameters(data, options);
  const matrix = buildMatrix(data.ratings);
  const few = Math.max(1, Math.min(matrix.userIds.length, matrix.movieIds.length));
  const params = { ...asked, factors: Math.min(asked.factors, few) };
  const scratch = await makeScratch(folder);
  try {
    const readsFile =
      environment.SPARK_RATINGS === 'file' ||
      (environment.SPARK_RATINGS === 'auto' && isLocal(environment.SPARK_MASTER));
    const ratings: SparkRatings = readsFile
      ? { kind: 'file', path: join(scratch, 'levels.csv') }
      : jdbcRatings(environment.DATABASE_URL, {
          excluded,
          partitions: Math.ceil(data.ratings.users.length / RATINGS_A_PARTITION),
        });
    if (ratings.kind === 'file') await writeLevels(ratings.path, matrix, signal);
    const requestFile = join(scratch, 'request.json');
    const people = Array.from(matrix.userIds.subarray(0, CHECKED_PEOPLE));
    const request = { ...sparkParameters(params), ratings, seed: options.seed, people, out: scratch };
    // Holds the password of the database.
    await writeFile(requestFile, JSON.stringify(request), { mode: 0o600 });
    const command = sparkCommand({
      ...{ found, scratch, requestFile, master: environment.SPARK_MASTER },
      driverMemory: environment.SPARK_DRIVER_MEMORY,
      jdbc: ratings.kind === 'postgres' ? await jdbcDriver(folder, { signal, log }) : undefined,
      pythonPath: childEnvironment({}).PYTHONPATH,
    });
    await runSpark(command, {
      signal,
      onProgress: (share, step) => onProgress?.(0.3 + 0.7 * share, step),
    });
    const answer = await readAnswer(scratch, params.factors);
    log(summaryLine(answer.summary, ratings.kind));
    return modelOf(answer, { data, matrix, params, seed: options.seed, tuning, log });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function chosenParameters(
  { ratings }: TrainingData,
  options: FitOptions,
): Promise<{ params: AlsParams; tuning: unknown }> {
  const pool = new WorkerPool(options.threads);
  try {
    const defaults = { ...SPARK_DEFAULTS, ...options.parameters };
    return await chooseAlsParams(ratings, {
      ...options,
      pool,
      defaults,
      onProgress: (share, step) => options.onProgress?.(0.3 * share, step),
    });
  } finally {
    await pool.close();
  }
}

function modelOf(
  answer: SparkAnswer,
  given: {
    readonly data: TrainingData;
    readonly matrix: RatingMatrix;
    readonly params: AlsParams;
    readonly seed: number;
    readonly tuning: unknown;
    readonly log: JobContext['log'];
  },
): AlsModel {
  const { params, log } = given;
  const model = alsOfFactors({
    ...given,
    found: answer.movies,
    scale: Math.sqrt(sparkScale(params.unobserved)),
  });
  const likeness = foldInLikeness({ model, answer, ratings: given.data.ratings });
  if (likeness !== undefined) {
    const [least, median] = [likeness.least, likeness.median].map((cosine) => cosine.toFixed(6));
    log(
      `Folding ${answer.people.ids.length} people in gives Spark’s scores: least cosine ${least}, median ${median}`,
    );
    if (!(likeness.median >= LEAST_LIKENESS))
      throw new PermanentFailure(
        `Folding people in does not give the scores that Spark gives them (median cosine ${median}): this Spark computes something else than Spark 4 does.`,
      );
  }
  return model;
}

function summaryLine(summary: SparkSummary, from: SparkRatings['kind']): string {
  const seconds = (value: number): string => `${value.toFixed(1)} s`;
  return [
    `Spark ${summary.version} on ${summary.master}: ${summary.rows} rows read from ${from === 'file' ? 'a file' : 'Postgres'} in ${seconds(summary.secondsToRead)}`,
    `trained in ${seconds(summary.secondsToTrain)} (start ${seconds(summary.secondsToStart)}, answer ${seconds(summary.secondsToAnswer)})`,
    ...(summary.peakMegabytes > 0 ? [`driver’s peak ${summary.peakMegabytes} MB`] : []),
  ].join(', ');
}
