import { explainKnown } from '#explain-known';
import { Catalogue } from '#item-ranking';
import type { RowScores } from '#item-ranking';
import type {
  Contribution,
  FitOptions,
  HistoryItem,
  Model,
  ModelPart,
  RecommendOptions,
  Scored,
  Trainer,
  TrainingData,
} from '#model';
import { fitPopularityTrend, PopularityTrend } from '#popularity-trend';

/**
 * The same for everybody at one time: likes within about a year × damped mean. "Now" is the person's last rating, or
 * the newest rating of all for a person without any.
 */
export class PopularModel implements Model {
  readonly name = 'popular';
  readonly trend: PopularityTrend;
  private readonly catalogue: Catalogue;

  constructor(trend: PopularityTrend) {
    this.trend = trend;
    this.catalogue = new Catalogue({ movieIds: trend.movieIds, counts: trend.count, mean: 3.5 });
  }

  recommend(history: readonly HistoryItem[], options: RecommendOptions): Scored[] {
    const { shortlist } = options;
    const leaders = shortlist && this.trend.leaders(lastTime(history)).flatMap((rows) => this.idsOf(rows));
    return this.catalogue.best(this.scores(history), history, {
      ...options,
      ...(leaders && { shortlist: [...shortlist, ...leaders] }),
    });
  }

  score(history: readonly HistoryItem[], movieIds: readonly number[]): Float32Array {
    return this.catalogue.pick(this.scores(history), movieIds);
  }

  explain(history: readonly HistoryItem[], movieIds: readonly number[]): Contribution[][] {
    return explainKnown(movieIds, this.catalogue, (rows) =>
      Array.from(this.scores(history).of(Int32Array.from(rows)), (value) => [{ kind: 'popularity', value }]),
    );
  }

  save(): ModelPart {
    return this.trend.save();
  }

  private scores(history: readonly HistoryItem[]): RowScores {
    const time = lastTime(history);
    return {
      all: () => this.trend.at(time).popular,
      of: (rows) => this.trend.over(time, rows).popular,
    };
  }

  private idsOf(rows: Int32Array): number[] {
    return Array.from(rows, (row) => this.trend.movieIds[row]!);
  }
}

/** Time of the last rating in seconds; +Infinity for an empty history. */
export function lastTime(history: readonly HistoryItem[]): number {
  let last = -Infinity;
  for (const { time } of history) last = Math.max(last, time);
  return last === -Infinity ? Infinity : last;
}

export const popularTrainer: Trainer = {
  name: 'popular',
  fit: (data: TrainingData, _options: FitOptions) =>
    Promise.resolve(new PopularModel(fitPopularityTrend(data.ratings))),
};

/** Turns the saved part of a model back into it. */
export function loadPopular(part: ModelPart): PopularModel {
  return new PopularModel(new PopularityTrend(part));
}
