import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseEnvironment } from '@marquee/contract/environment';
import { EmbedderUnavailable } from '@marquee/recommender/embedder';
import { TransformersEmbedder } from '@marquee/recommender/embedder-transformers';
import type { HoldOut, MovieFacts, RatingColumns } from '@marquee/recommender/model';
import { movieText } from '@marquee/recommender/movie-text';
import { globalTimeSplit } from '@marquee/recommender/splits/global-time-split';
import { randomSplit } from '@marquee/recommender/splits/random-split';
import { userTimeSplit } from '@marquee/recommender/splits/user-time-split';
import { ArgumentError, parseEvaluateArguments, USAGE } from '#evaluate-arguments';
import type { EvaluateArguments, RatingSource } from '#evaluate-arguments';
import { readMovies, readRatings } from '#evaluate-files';
import { evaluationPage } from '#evaluate-page';
import { questionOf, runEvaluation } from '#evaluate-run';
import type { EvaluationRun } from '#evaluate-run';

const NEED_VECTORS = ['bert', 'content', 'hybrid'];
const SHOWN = [
  'ndcg@10',
  'recall@20',
  'ndcg@20',
  'hitrate@10',
  'mrr@10',
  'coverage@20',
  'novelty@20',
  'gini@20',
  'ils@20',
];

const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function loadRatings(
  source: RatingSource,
  seed: number,
): Promise<{ train: RatingColumns; test: RatingColumns }> {
  if ('train' in source)
    return { train: await readRatings(source.train, 'train'), test: await readRatings(source.test, 'test') };
  const ratings = await readRatings(source.ratings, 'ratings');
  const { split, share } = source;
  if (split === 'random') return randomSplit(ratings, { share, seed });
  return split === 'user-time' ? userTimeSplit(ratings, { share }) : globalTimeSplit(ratings, { share });
}

/** The movies with sentence vectors where a strategy asks for them and a model is at hand. */
async function withVectors(
  movies: readonly MovieFacts[],
  given: EvaluateArguments,
): Promise<readonly MovieFacts[]> {
  const { EMBEDDING_MODEL_DIR: modelDir, MARQUEE_DATA } = parseEnvironment();
  const wanted =
    given.strategies.some((name) => NEED_VECTORS.includes(name)) && movies.some(({ overview }) => overview);
  if (!wanted) return movies;
  if (modelDir === undefined) {
    say('Without sentence vectors: EMBEDDING_MODEL_DIR is not set.');
    return movies;
  }
  const embedder = new TransformersEmbedder({
    modelDir,
    cacheDir: join(MARQUEE_DATA, 'models'),
    allowDownload: false,
  });
  try {
    const vectors = await embedder.embed(movies.map(movieText), {
      onProgress: (done, total) => done % 2000 < 8 && say(`embedded ${done} of ${total} movies`),
    });
    return movies.map((movie, at) => ({ ...movie, vector: vectors[at] }));
  } catch (error) {
    if (!(error instanceof EmbedderUnavailable)) throw error;
    say(`Without sentence vectors: ${error.message}`);
    return movies;
  } finally {
    await embedder.close();
  }
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  say(`wrote ${path}`);
}

async function writeFiles(
  given: EvaluateArguments,
  run: EvaluationRun,
  { test, holdOut }: { test: RatingColumns; holdOut: HoldOut },
): Promise<void> {
  const strategies = Object.fromEntries(
    Object.entries(run.metrics).map(([name, { values, intervals, counts }]) => [
      name,
      { ...counts, ...values, intervals },
    ]),
  );
  if (given.recs !== undefined) {
    for (const [name, lists] of Object.entries(run.lists)) {
      const rows = [...lists].flatMap(([user, list]) =>
        list.slice(0, given.top).map((movie, at) => `${user},${movie},${at + 1}`),
      );
      await write(join(given.recs, `${name}.csv`), `userId,movieId,rank\n${rows.join('\n')}\n`);
    }
  }
  if (given.metrics !== undefined) {
    const { trainSeconds, skipped, starErrors, importance, newcomers } = run;
    const { strategies: validation, seconds } = run.training;
    const report = {
      holdOut,
      trainSeconds,
      seconds,
      strategies,
      newcomers,
      skipped,
      predictedStars: starErrors,
      validation,
      importance,
    };
    await write(given.metrics, `${JSON.stringify(report, null, 2)}\n`);
  }
  if (given.predict !== undefined && run.stars) {
    const rows = Array.from(
      run.stars,
      (stars, row) => `${test.users[row]},${test.movies[row]},${test.values[row]},${stars.toFixed(4)}`,
    );
    await write(given.predict, `userId,movieId,rating,prediction\n${rows.join('\n')}\n`);
  }
  if (given.html !== undefined) {
    const facts = {
      'Learned from': holdOut,
      'Training, seconds': run.trainSeconds.toFixed(1),
      People: Object.values(run.metrics)[0]?.counts.users ?? 0,
    };
    await write(
      given.html,
      evaluationPage({
        title: 'Evaluation of the recommendations',
        facts,
        strategies: run.metrics,
        importance: run.importance,
      }),
    );
  }
}

function table(run: EvaluationRun): string {
  const columns = SHOWN.filter((metric) =>
    Object.values(run.metrics).some(({ values }) => values[metric] !== undefined),
  );
  const lines = Object.entries(run.metrics).map(([name, { values, intervals }]) => {
    const interval = intervals['ndcg@10']!;
    const cells = columns.map((metric) => (values[metric]?.toFixed(4) ?? '').padStart(metric.length + 2));
    return `${name.padEnd(10)}${cells.join('')}   ${interval.low.toFixed(3)} … ${interval.high.toFixed(3)}`;
  });
  return [
    `${''.padEnd(10)}${columns.map((metric) => `  ${metric}`).join('')}   95 % of ndcg@10`,
    ...lines,
  ].join('\n');
}

async function main(): Promise<void> {
  const given = parseEvaluateArguments(process.argv.slice(2));
  if (given === 'help') return console.log(USAGE);
  const { train, test } = await loadRatings(given.source, given.seed);
  const movies = given.movies === undefined ? [] : await withVectors(await readMovies(given.movies), given);
  const holdOut = given.holdOut === 'auto' ? questionOf(train, test) : given.holdOut;
  say(
    `${train.users.length} ratings to learn from, ${test.users.length} to find; the models learn by ${holdOut} hold-out${given.holdOut === 'auto' ? ' (by the dates of the test ratings)' : ''}.`,
  );
  let last = '';
  const run = await runEvaluation({ train, test, movies, holdOut }, given, (share, step) => {
    if (step !== last) say(`${String(Math.round(share * 100)).padStart(3)} %  ${step}`);
    last = step;
  });
  console.log(table(run));
  for (const [name, told] of given.told.length > 0 ? Object.entries(run.newcomers) : []) {
    const cells = Object.entries(told).map(([count, value]) => `${count}: ${value.toFixed(4)}`);
    console.log(`${name.padEnd(10)}ndcg@10 by ratings told  ${cells.join('  ')}`);
  }
  for (const [name, reason] of Object.entries(run.skipped))
    console.log(`${name.padEnd(10)}  skipped: ${reason}`);
  if (run.starErrors)
    console.log(
      `predicted stars  RMSE ${run.starErrors.rmse.toFixed(4)}  MAE ${run.starErrors.mae.toFixed(4)}`,
    );
  console.log(`trained in ${run.trainSeconds.toFixed(1)} s`);
  await writeFiles(given, run, { test, holdOut });
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ArgumentError)) throw error;
  say(error.message);
  process.exitCode = 2;
}
