import type { ContentModel } from '#content.model';
import type { HistoryItem, Model } from '#model';
import type { MovieTable } from '#movie-table';
import { lastTime } from '#popular.model';
import type { PopularityTrend, Trend } from '#popularity-trend';
import { pickRows, rowLookup } from '#row-lookup';
import type { SequenceSignal } from '#sequence';
import { topRows } from '#top-rows';

/** What the blend asks of the model that predicts stars. */
export interface StarModel extends Model {
  /** 0.5 to 5, in the movies' order. */
  stars(history: readonly HistoryItem[], movieIds: readonly number[]): Float64Array;
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

/**
 * All signals of one person: over the whole movie table, or over some of its rows (then the best twenty that a taste is measured
 * by are the best of these).
 */
export interface PersonSignals {
  readonly history: readonly HistoryItem[];
  /** The rows of the movie table that all arrays below are over, ascending; a place is a position in it. */
  readonly rows: Int32Array;
  /** The place of a row of the movie table, undefined where it is not among `rows`. */
  readonly place: (row: number) => number | undefined;
  readonly seen: Uint8Array;
  readonly taste: Readonly<Record<Taste, Float32Array>>;
  /** What a raw score was divided by. */
  readonly scale: Readonly<Record<Taste, number>>;
  readonly tfidf: Float32Array | undefined;
  readonly bert: Float32Array | undefined;
  readonly trend: Trend;
  /** Rows of the trend, −1 where never rated. */
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

export const BEST = 20;
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

/** The rows that signals are read of, in each table. */
interface Scope {
  readonly rows: Int32Array;
  readonly place: PersonSignals['place'];
  /** A frozen list where it is the same each time. */
  readonly ids: readonly number[];
  readonly trendRows: Int32Array;
  readonly sequenceRows: Int32Array;
}

/** Computes the signals of people over one set of models. */
export class SignalReader {
  readonly bases: StackedBases;
  private readonly everything: Scope;
  private readonly everybody: Float32Array;
  /** Of moments that are asked for again and again, the trend by rows of the movie table. */
  private readonly trends = new WeakMap<Trend, Trend>();

  constructor(bases: StackedBases) {
    const { movies } = bases;
    this.bases = bases;
    const rows = movies.movieIds.map((_, row) => row);
    this.everything = {
      rows,
      place: (row) => (row < 0 ? undefined : row),
      ids: Object.freeze(Array.from(movies.movieIds)),
      trendRows: movies.rowsIn(bases.trend.movieIds),
      sequenceRows: movies.rowsIn(bases.sequence.movieIds),
    };
    const counts = rows.map((row) => bases.trend.count[this.everything.trendRows[row]!] ?? 0);
    this.everybody = this.genreShares(rows, counts);
  }

  /**
   * @param some rows of the movie table, ascending: the cost is theirs, not the table's; the whole table when absent
   * @param scale what raw scores are divided by, where that is known already
   */
  read(
    history: readonly HistoryItem[],
    { some, scale: known }: { readonly some?: Int32Array; readonly scale?: PersonSignals['scale'] } = {},
  ): PersonSignals {
    const { bases } = this;
    const { rows, place, ids, trendRows, sequenceRows } = some ? this.scope(some) : this.everything;
    const seen = new Uint8Array(rows.length);
    for (const { movieId } of history) {
      const at = place(bases.movies.row(movieId) ?? -1);
      if (at !== undefined) seen[at] = 1;
    }
    const raw: Record<Taste, Float32Array> = {
      als: bases.als.score(history, ids),
      item: bases.item.score(history, ids),
      ...sequences(bases.sequence, history, (scores) => pickRows(scores, sequenceRows)),
    };
    const scale = { als: 1, item: 1, around: 1, recent: 1, next: 1 };
    for (const name of TASTE) {
      const values = raw[name];
      const divisor = known?.[name] ?? bestMean(values, seen) + 1e-9;
      scale[name] = divisor;
      for (let at = 0; at < values.length; at++) {
        const value = values[at]!;
        // Most sequence signals are 0, and stay so.
        if (value !== 0) values[at] = value > 0 ? value / divisor : 0;
      }
    }
    const now = bases.trend.clamp(lastTime(history));
    return {
      ...{ history, rows, place, seen, taste: raw, scale, now, trendRows },
      tfidf: bases.tfidf?.score(history, ids),
      bert: bases.bert?.score(history, ids),
      trend: some ? bases.trend.over(now, trendRows) : this.trendOf(now),
      length: Math.log(Math.max(1, history.length)),
      genres: this.genreAffinity(history),
      year: this.meanYear(history),
    };
  }

  /** Of every row; the same for everybody within a month. */
  private trendOf(now: number): Trend {
    const trend = this.bases.trend.at(now);
    let placed = this.trends.get(trend);
    if (placed === undefined)
      this.trends.set(trend, (placed = this.bases.trend.over(now, this.everything.trendRows)));
    return placed;
  }

  private scope(rows: Int32Array): Scope {
    const { movies } = this.bases;
    const { trendRows, sequenceRows } = this.everything;
    return {
      rows,
      place: rowLookup(rows),
      ids: Array.from(rows, (row) => movies.movieIds[row]!),
      trendRows: rows.map((row) => trendRows[row]!),
      sequenceRows: rows.map((row) => sequenceRows[row]!),
    };
  }

  /** Unit-length liking of genres, each film by max(0, stars above the own mean + 1), minus everybody's. */
  private genreAffinity(history: readonly HistoryItem[]): Float32Array {
    const mean = history.reduce((sum, { rating }) => sum + rating, 0) / Math.max(1, history.length);
    const weights = new Map<number, number>();
    for (const { movieId, rating } of history) {
      const row = this.bases.movies.row(movieId);
      if (row !== undefined) weights.set(row, Math.max(0, rating - mean + 1));
    }
    const rows = Int32Array.from(weights.keys()).sort();
    const own = this.genreShares(
      rows,
      Float32Array.from(rows, (row) => weights.get(row)!),
    );
    return history.length === 0 ? own.fill(0) : own.map((value, genre) => value - this.everybody[genre]!);
  }

  private genreShares(rows: Int32Array, weights: ArrayLike<number>): Float32Array {
    const { movies } = this.bases;
    const shares = new Float32Array(movies.genreNames.length);
    for (let at = 0; at < rows.length; at++) {
      if (weights[at] === 0) continue;
      const genres = movies.genres(rows[at]!);
      for (const genre of genres) shares[genre]! += weights[at]! / Math.sqrt(genres.length);
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

/** What `use` makes of each of the three sequence signals. */
export function sequences<T>(
  sequence: SequenceSignal,
  history: readonly HistoryItem[],
  use: (scores: Float32Array, touched: Int32Array) => T,
): Record<'around' | 'recent' | 'next', T> {
  const recent = recencyWeights(history);
  const even = new Float32Array(history.length).fill(1);
  const of = (weights: Float32Array, directions: readonly ('after' | 'before')[]): T =>
    sequence.withScores({ history, weights, directions }, use);
  return {
    around: of(even, ['after', 'before']),
    recent: of(recent, ['after', 'before']),
    next: of(recent, ['after']),
  };
}

/** Mean of the twenty highest values among the unseen, at least 0. */
function bestMean(values: Float32Array, seen: Uint8Array): number {
  const best = topRows(values, BEST, seen);
  return Math.max(0, best.reduce((sum, at) => sum + values[at]!, 0) / Math.max(1, best.length));
}
