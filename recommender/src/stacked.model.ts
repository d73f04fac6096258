import { explainKnown } from '#explain-known';
import { byScore } from '#fusion';
import type { Contribution, HistoryItem, HoldOut, Model, ModelPart, RecommendOptions, Scored } from '#model';
import { explainStacked } from '#stacked-explain';
import type { MovieTable } from '#movie-table';
import { candidatePlaces, FEATURES, featureMatrix } from '#stacked-features';
import { ownFinds } from '#stacked-finds';
import { SignalReader } from '#stacked-signals';
import type { PersonSignals, StackedBases } from '#stacked-signals';
import { weightsFor } from '#stacked-weights';
import type { LearnedWeights } from '#stacked-weights';

/** The learned part of the blend (see weightsFor). */
export interface StackedHeader extends LearnedWeights {
  readonly holdOut: HoldOut;
}

/** So many candidates are scored one and all; of more, those that some signal finds among the best. */
const FEW = 500;
/** Of a table with more rows no signals of every row are read where only some movies are asked for. */
const HUGE = 50_000;

/** The default: one linear score over the signals of all models, learned from what people liked next. */
export class StackedModel implements Model {
  readonly name = 'stacked';
  readonly header: StackedHeader;
  readonly reader: SignalReader;
  /** A list and its reasons ask for the same person's signals many times over. */
  private readonly kept = new WeakMap<readonly HistoryItem[], PersonSignals>();

  constructor(header: StackedHeader, bases: StackedBases) {
    this.header = header;
    this.reader = new SignalReader(bases);
  }

  /** Empty for a person of whom no rated film is known: ask the next model. */
  recommend(history: readonly HistoryItem[], options: RecommendOptions): Scored[] {
    const { movies } = this.reader.bases;
    if (!history.some(({ movieId }) => movies.row(movieId) !== undefined)) return [];
    const { limit, candidates, shortlist } = options;
    const signals =
      candidates !== undefined
        ? this.signals(history, rowsAmong(movies, candidates))
        : shortlist !== undefined
          ? this.readShortlist(history, { ...options, shortlist })
          : this.allSignals(history);
    const blocked = this.blocked(signals, options);
    const places =
      candidates && candidates.length <= FEW
        ? rowsAmong(movies, candidates).flatMap((row) => {
            const place = signals.place(row)!;
            return blocked[place] === 0 ? [place] : [];
          })
        : candidatePlaces(signals, blocked);
    const scores = this.scorePlaces(signals, places);
    return places
      .map((place, at) => ({ movieId: movies.movieIds[signals.rows[place]!]!, score: scores[at]! }))
      .sort(byScore)
      .slice(0, limit);
  }

  score(history: readonly HistoryItem[], movieIds: readonly number[]): Float32Array {
    const { movies } = this.reader.bases;
    const known = movieIds.map((id) => movies.row(id));
    const rows = known.filter((row) => row !== undefined);
    const signals = this.signals(history, rows);
    const scores = this.scorePlaces(
      signals,
      rows.map((row) => signals.place(row)!),
    );
    const lowest = scores.reduce((least, score) => Math.min(least, score), 0);
    let next = 0;
    return Float32Array.from(known, (row) => (row === undefined ? lowest : scores[next++]!));
  }

  explain(history: readonly HistoryItem[], movieIds: readonly number[]): Contribution[][] {
    const { bases } = this.reader;
    const { header } = this;
    return explainKnown(movieIds, bases.movies, (rows) => {
      const signals = this.signals(history, rows);
      return explainStacked({ signals, places: rows.map((row) => signals.place(row)!), bases, header });
    });
  }

  /** 1 for the places that may not be recommended. */
  private blocked(
    signals: PersonSignals,
    { candidates, exclude, allowed }: Pick<RecommendOptions, 'candidates' | 'exclude' | 'allowed'>,
  ): Uint8Array {
    const { movies } = this.reader.bases;
    const blocked = candidates ? new Uint8Array(signals.rows.length).fill(1) : signals.seen.slice();
    const mark = (movieId: number, value: 0 | 1): void => {
      const place = signals.place(movies.row(movieId) ?? -1);
      if (place !== undefined) blocked[place] = value;
    };
    for (const id of candidates ?? []) mark(id, 0);
    for (const id of exclude ?? []) mark(id, 1);
    for (const { movieId } of signals.history) mark(movieId, 1);
    if (allowed) {
      for (let place = 0; place < blocked.length; place++) {
        if (blocked[place] === 0 && !allowed(movies.movieIds[signals.rows[place]!]!)) blocked[place] = 1;
      }
    }
    return blocked;
  }

  /** Signals of nothing but a shortlist and what the signals find by themselves. */
  private readShortlist(
    history: readonly HistoryItem[],
    { shortlist, ...options }: RecommendOptions & { readonly shortlist: readonly number[] },
  ): PersonSignals {
    const { bases } = this.reader;
    const found = ownFinds(bases, history, options);
    for (const id of shortlist) found.add(id);
    const signals = this.reader.read(history, {
      some: Int32Array.from(rowsAmong(bases.movies, found)).sort(),
    });
    this.kept.set(history, signals);
    return signals;
  }

  /** Signals of every row: what is kept of the person may be of some alone. */
  private allSignals(history: readonly HistoryItem[]): PersonSignals {
    const kept = this.kept.get(history);
    if (kept?.rows.length === this.reader.bases.movies.movieIds.length) return kept;
    const signals = this.reader.read(history);
    this.kept.set(history, signals);
    return signals;
  }

  /** The person's signals, with those of the given rows of the movie table among them. */
  private signals(history: readonly HistoryItem[], rows: readonly number[]): PersonSignals {
    const kept = this.kept.get(history);
    const { movies } = this.reader.bases;
    if (kept === undefined)
      return movies.movieIds.length > HUGE
        ? this.readShortlist(history, { limit: 0, shortlist: rows.map((row) => movies.movieIds[row]!) })
        : this.allSignals(history);
    if (rows.every((row) => kept.place(row) !== undefined)) return kept;
    const some = Int32Array.from(new Set([...kept.rows, ...rows])).sort();
    const signals = this.reader.read(history, { some, scale: kept.scale });
    this.kept.set(history, signals);
    return signals;
  }

  save(): ModelPart {
    return { name: this.name, header: { ...this.header }, blocks: {} };
  }

  private scorePlaces(signals: PersonSignals, places: readonly number[]): Float32Array {
    const matrix = featureMatrix(signals, places, this.reader.bases);
    const { coefficients, bias } = weightsFor(this.header, signals.length);
    const width = FEATURES.length;
    return Float32Array.from(places, (_, at) => {
      let score = bias;
      for (let column = 0; column < width; column++)
        score += coefficients[column]! * matrix[at * width + column]!;
      return score;
    });
  }
}

/** The rows of the movies that the table has, each once. */
function rowsAmong(movies: MovieTable, movieIds: Iterable<number>): number[] {
  return [...new Set(movieIds)].flatMap((id) => movies.row(id) ?? []);
}
