import { alsTrainer } from '#als.model';
import { ContentModel } from '#content.model';
import { fitTerms, fitVectors } from '#content-terms';
import { evaluateLists, relevanceOf } from '#evaluation';
import { itemTrainer } from '#item.model';
import type {
  FitOptions,
  HoldOut,
  Model,
  ModelPart,
  MovieFacts,
  RatingColumns,
  Trainer,
  TrainingData,
} from '#model';
import { buildMovieTable } from '#movie-table';
import { PopularModel } from '#popular.model';
import { fitPopularityTrend } from '#popularity-trend';
import { fitSequence } from '#sequence';
import { ratingTrainer } from '#rating.model';
import type { RatingModel } from '#rating.model';
import type { Split } from '#splits/rating-columns';
import { randomSplit } from '#splits/random-split';
import { userTimeSplit } from '#splits/user-time-split';
import { fitStacked, histories } from '#stacked-fit';
import type { StackedFit } from '#stacked-fit';
import type { StackedBases } from '#stacked-signals';
import { samplePeople } from '#tuning-validation';

/** Share of each history that the blend learns from. */
const HELD_OUT = 0.2;
/** Ratings that the models behind the blend's weights are trained on at most. */
const MOST = 2_000_000;

/** Base models that are trained by themselves, with their part of the tuning time. */
const BASES: readonly { readonly trainer: Trainer; readonly share: number }[] = [
  { trainer: alsTrainer, share: 0.5 },
  { trainer: itemTrainer, share: 0.25 },
  { trainer: ratingTrainer, share: 0.25 },
];

/** Quality on held-out ratings of people that the blend's weights were not learned from. */
export interface TrainingMetrics {
  readonly holdOut: HoldOut;
  readonly people: readonly number[];
  /** Means by metric, such as `ndcg@10`, for each strategy. */
  readonly strategies: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** NDCG@10 of each of `people`, for paired comparison with another training. */
  readonly perPerson: Readonly<Record<string, readonly number[]>>;
  readonly seconds: Readonly<Record<string, number>>;
}

export interface Trained {
  readonly parts: readonly ModelPart[];
  readonly metrics: TrainingMetrics;
}

export interface TrainingOptions extends FitOptions {
  /**
   * Fits `als` on all ratings in place of our own kernel. The parameters in its header must mean to our kernel what they mean
   * to it, since the models behind the blend are fitted by the kernel.
   */
  readonly als?: Trainer | undefined;
}

/**
 * Trains every model on all ratings: the base models with hyper-parameters chosen by themselves, then the blend, whose
 * weights are learned with base models of the same hyper-parameters that have not seen a fifth of each history.
 * @throws RangeError for data without ratings; the signal's reason when aborted
 */
export async function trainAll(data: TrainingData, options: TrainingOptions): Promise<Trained> {
  if (data.ratings.users.length === 0)
    throw new RangeError('There are no ratings to train on. Import some first: npm run job -- import');
  const seconds: Record<string, number> = {};
  const timed = async <Result>(name: string, work: () => Result | Promise<Result>): Promise<Result> => {
    const start = performance.now();
    try {
      return await work();
    } finally {
      seconds[name] = (performance.now() - start) / 1000;
    }
  };
  const steps = progressOf(options);
  const content = await timed('content', () => contentParts(data.movies));
  const fitted: Model[] = [];
  for (const [at, { trainer, share }] of BASES.entries()) {
    const own = {
      ...options,
      tuningBudgetMs: options.tuningBudgetMs * share,
      onProgress: steps(at * 0.22, 0.22),
    };
    const chosen = trainer === alsTrainer ? (options.als ?? trainer) : trainer;
    fitted.push(await timed(trainer.name, () => chosen.fit(data, own)));
  }
  options.onProgress?.(0.66, 'learning what follows what');
  const full = await timed('signals', () => basesOf(fitted, data, content));
  options.onProgress?.(0.68, 'training again without what the blend is to learn from');
  const { split, inner } = await timed('held-out models', () =>
    heldOutBases(fitted, data, { options, content }),
  );
  const { header, checked } = await timed('stacked', () =>
    fitStacked(inner, split, { ...options, onProgress: steps(0.75, 0.25) }),
  );
  const parts = [
    ...fitted.map((model) => model.save()),
    ...[full.trend, full.sequence, full.movies].map((signal) => signal.save()),
    ...content,
    { name: 'stacked', header: { ...header }, blocks: {} },
  ];
  return {
    parts,
    metrics: measure(inner, split, { checked, seed: options.seed, seconds, holdOut: header.holdOut }),
  };
}

function contentParts(movies: readonly MovieFacts[]): ModelPart[] {
  return [fitTerms(movies), fitVectors(movies)].filter(
    ({ blocks }) => (blocks.index ?? blocks.packed)!.length > 0,
  );
}

function basesOf(models: readonly Model[], data: TrainingData, content: readonly ModelPart[]): StackedBases {
  const named = (name: string): Model | undefined => models.find((model) => model.name === name);
  const space = (name: string): ContentModel | undefined => {
    const part = content.find((candidate) => candidate.name === name);
    return part && new ContentModel(part);
  };
  return {
    als: named('als')!,
    item: named('item')!,
    rating: named('rating') as RatingModel | undefined,
    tfidf: space('tfidf'),
    bert: space('bert'),
    sequence: fitSequence(data.ratings),
    trend: fitPopularityTrend(data.ratings),
    movies: buildMovieTable(data.ratings.movies, data.movies),
  };
}

async function heldOutBases(
  fitted: readonly Model[],
  data: TrainingData,
  { options, content }: { readonly options: FitOptions; readonly content: readonly ModelPart[] },
): Promise<{ split: Split; inner: StackedBases }> {
  const sample: RatingColumns = samplePeople(data.ratings, { seed: options.seed, most: MOST });
  const split =
    options.holdOut === 'random'
      ? randomSplit(sample, { share: HELD_OUT, seed: options.seed })
      : userTimeSplit(sample, { share: HELD_OUT });
  const models: Model[] = [];
  for (const [at, { trainer }] of BASES.entries()) {
    const parameters = fitted[at]!.save().header.params as Readonly<Record<string, unknown>> | undefined;
    const own = { ...options, tuningBudgetMs: 0, parameters, onProgress: undefined };
    models.push(await trainer.fit({ ratings: split.train, movies: data.movies }, own));
  }
  return { split, inner: basesOf(models, { ratings: split.train, movies: data.movies }, content) };
}

function progressOf(options: FitOptions) {
  return (from: number, width: number) =>
    (share: number, step: string): void =>
      options.onProgress?.(from + width * share, step);
}

interface Measured {
  readonly checked: StackedFit['checked'];
  readonly seed: number;
  readonly seconds: Record<string, number>;
  readonly holdOut: HoldOut;
}

function measure(
  bases: StackedBases,
  split: Split,
  { checked, seed, seconds, holdOut }: Measured,
): TrainingMetrics {
  const all = relevanceOf(split);
  const relevance = { ...all, people: all.people.filter((user) => checked.has(user)) };
  const past = histories(split.train);
  const models: readonly Model[] = [new PopularModel(bases.trend), bases.als, bases.item];
  const listed = models.map((model) => {
    const lists = relevance.people.map(
      (user) =>
        [user, model.recommend(past.get(user)!, { limit: 20 }).map(({ movieId }) => movieId)] as const,
    );
    return [model.name, new Map(lists)] as const;
  });
  const measured = [...listed, ['stacked', checked] as const].map(
    ([name, lists]) => [name, evaluateLists(relevance, lists, { seed })] as const,
  );
  return {
    ...{ holdOut, seconds },
    people: relevance.people,
    strategies: Object.fromEntries(measured.map(([name, { values }]) => [name, values])),
    perPerson: Object.fromEntries(
      measured.map(([name, metrics]) => [name, Array.from(metrics.perPerson['ndcg@10']!)]),
    ),
  };
}
