import type { ContentModel } from '#content.model';
import type { HistoryItem, Model } from '#model';
import type { MovieTable } from '#movie-table';
import { lastTime } from '#popular.model';
import type { PopularityTrend, Trend } from '#popularity-trend';
import type { SequenceSignal } from '#sequence';
import { topRows } from '#top-rows';

/** What the blend asks of the model that predicts stars. */
export interface StarModel extends Model {
  predict(
    history: readonly HistoryItem[],
    movieIds: readonly number[],
  ): readonly { readonly rating: number }[];
}

/** The models that the blend listens to. */
export interface StackedBases {
  readonly als: Model;
  readonly item: Model;
  readonly rating?: StarModel;
  readonly tfidf?: ContentModel;
  readonly bert?: ContentModel;
  readonly sequence: SequenceSignal;
  readonly trend: PopularityTrend;
  readonly movies: MovieTable;
}

/** Signals made of past ratings: their scores are brought to 1 for the mean of the person's best twenty. */
export const TASTE = ['als', 'item', 'around', 'recent', 'next'] as const;
export type Taste = (typeof TASTE)[number];

/** All signals of one person; arrays over the rows of the movie table. */
export interface PersonSignals {
  readonly history: readonly HistoryItem[];
  readonly seen: Uint8Array;
  readonly taste: Readonly<Record<Taste, Float32Array>>;
  /** What a raw score was divided by. */
  readonly scale: Readonly<Record<Taste, number>>;
  readonly tfidf: Float32Array | undefined;
  readonly bert: Float32Array | undefined;
  readonly trend: Trend;
  /** Row of the movie table → row of the trend, −1 where never rated. */
  readonly trendRows: Int32Array;
  /** Seconds since 1970: the person's last rating, within the time of the data. */
  readonly now: number;
  /** ln(ratings). */
  readonly length: number;
  /** The person's liking of each genre against everybody's (see genreAffinity); empty without genres. */
  readonly genres: Float32Array;
  /** Mean year of the history's films; 0 where unknown. */
  readonly year: number;
}

const BEST = 20;
/** Recency: the weight of a rating falls to 1/e in ten places from the end of the history. */
const RECENT = 10;

/** Weights of the history items for `recent` and `next`: e^(−places from the end / 10). */
export function recencyWeights(history: readonly HistoryItem[]): Float32Array {
  const order = history.map((_, at) => at);
  order.sort((a, b) => history[b]!.time - history[a]!.time || history[b]!.movieId - history[a]!.movieId);
  const weights = new Float32Array(history.length);
  order.forEach((at, place) => (weights[at] = Math.exp(-place / RECENT)));
  return weights;
}

/** Computes the signals of people over one set of models. */
export class SignalReader {
  readonly bases: StackedBases;
  readonly trendRows: Int32Array;
  private readonly ids: readonly number[];
  private readonly sequenceRows: Int32Array;
  private readonly everybody: Float32Array;

  constructor(bases: StackedBases) {
    const { movies } = bases;
    this.bases = bases;
    this.ids = Object.freeze(Array.from(movies.movieIds));
    this.trendRows = movies.rowsIn(bases.trend.movieIds);
    this.sequenceRows = movies.rowsIn(bases.sequence.movieIds);
    const counts = movies.movieIds.map((_, row) => bases.trend.count[this.trendRows[row]!] ?? 0);
    this.everybody = this.genreShares(counts);
  }

  read(history: readonly HistoryItem[]): PersonSignals {
    const { bases } = this;
    const { movies } = bases;
    const seen = new Uint8Array(this.ids.length);
    for (const { movieId } of history) {
      const row = movies.row(movieId);
      if (row !== undefined) seen[row] = 1;
    }
    const recent = recencyWeights(history);
    const even = new Float32Array(history.length).fill(1);
    const sequence = (weights: Float32Array, both: boolean): Float32Array => {
      const near = bases.sequence.scoreAll(history, weights, both ? ['after', 'before'] : ['after']);
      return pickRows(near, this.sequenceRows);
    };
    const raw: Record<Taste, Float32Array> = {
      als: bases.als.score(history, this.ids),
      item: bases.item.score(history, this.ids),
      around: sequence(even, true),
      recent: sequence(recent, true),
      next: sequence(recent, false),
    };
    const scale = { als: 1, item: 1, around: 1, recent: 1, next: 1 };
    for (const name of TASTE) {
      const [values, divisor] = [raw[name], bestMean(raw[name], seen) + 1e-9];
      scale[name] = divisor;
      for (let row = 0; row < values.length; row++) values[row] = Math.max(0, values[row]! / divisor);
    }
    const now = bases.trend.clamp(lastTime(history));
    return {
      ...{ history, seen, taste: raw, scale, now, trendRows: this.trendRows },
      tfidf: bases.tfidf?.score(history, this.ids),
      bert: bases.bert?.score(history, this.ids),
      trend: bases.trend.at(now),
      length: Math.log(Math.max(1, history.length)),
      genres: this.genreAffinity(history),
      year: this.meanYear(history),
    };
  }

  /** Unit-length liking of genres, each film by max(0, stars above the own mean + 1), minus everybody's. */
  private genreAffinity(history: readonly HistoryItem[]): Float32Array {
    const mean = history.reduce((sum, { rating }) => sum + rating, 0) / Math.max(1, history.length);
    const weights = new Float32Array(this.ids.length);
    for (const { movieId, rating } of history) {
      const row = this.bases.movies.row(movieId);
      if (row !== undefined) weights[row] = Math.max(0, rating - mean + 1);
    }
    const own = this.genreShares(weights);
    return history.length === 0 ? own.fill(0) : own.map((value, genre) => value - this.everybody[genre]!);
  }

  private genreShares(weights: ArrayLike<number>): Float32Array {
    const { movies } = this.bases;
    const shares = new Float32Array(movies.genreNames.length);
    for (let row = 0; row < weights.length; row++) {
      if (weights[row] === 0) continue;
      const genres = movies.genres(row);
      for (const genre of genres) shares[genre]! += weights[row]! / Math.sqrt(genres.length);
    }
    const length = Math.hypot(...shares) || 1;
    return shares.map((value) => value / length);
  }

  private meanYear(history: readonly HistoryItem[]): number {
    const { movies } = this.bases;
    const years = history
      .map(({ movieId }) => movies.years[movies.row(movieId) ?? -1] ?? 0)
      .filter((year) => year > 0);
    return years.length === 0 ? 0 : years.reduce((sum, year) => sum + year, 0) / years.length;
  }
}

/** The values of rows, 0 for row −1. */
export function pickRows(values: Float32Array, rows: Int32Array): Float32Array {
  const picked = new Float32Array(rows.length);
  for (let at = 0; at < rows.length; at++) picked[at] = rows[at]! < 0 ? 0 : values[rows[at]!]!;
  return picked;
}

/** Mean of the twenty highest values among the unseen rows, at least 0. */
function bestMean(values: Float32Array, seen: Uint8Array): number {
  const best = topRows(values, BEST, seen);
  return Math.max(0, best.reduce((sum, row) => sum + values[row]!, 0) / Math.max(1, best.length));
}
