import { explainKnown } from '#explain-known';
import { byScore } from '#fusion';
import type { Contribution, HistoryItem, HoldOut, Model, ModelPart, RecommendOptions, Scored } from '#model';
import { explainStacked } from '#stacked-explain';
import { candidateRows, FEATURES, featureMatrix } from '#stacked-features';
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
  recommend(history: readonly HistoryItem[], { limit, candidates, exclude }: RecommendOptions): Scored[] {
    const { movies } = this.reader.bases;
    if (!history.some(({ movieId }) => movies.row(movieId) !== undefined)) return [];
    const signals = this.signals(history);
    // What the table lacks has row −1, which a typed array does not keep.
    const blocked = candidates ? new Uint8Array(signals.seen.length).fill(1) : signals.seen.slice();
    for (const id of candidates ?? []) blocked[movies.row(id) ?? -1] = 0;
    for (const id of exclude ?? []) blocked[movies.row(id) ?? -1] = 1;
    for (const { movieId } of history) blocked[movies.row(movieId) ?? -1] = 1;
    const rows =
      candidates && candidates.length <= FEW
        ? [...new Set(candidates)].flatMap((id) => movies.row(id) ?? []).filter((row) => blocked[row] === 0)
        : candidateRows(signals, blocked);
    const scores = this.scoreRows(signals, rows);
    return rows
      .map((row, at) => ({ movieId: movies.movieIds[row]!, score: scores[at]! }))
      .sort(byScore)
      .slice(0, limit);
  }

  score(history: readonly HistoryItem[], movieIds: readonly number[]): Float32Array {
    const { movies } = this.reader.bases;
    const known = movieIds.map((id) => movies.row(id));
    const scores = this.scoreRows(
      this.signals(history),
      known.filter((row) => row !== undefined),
    );
    const lowest = scores.reduce((least, score) => Math.min(least, score), 0);
    let next = 0;
    return Float32Array.from(known, (row) => (row === undefined ? lowest : scores[next++]!));
  }

  private signals(history: readonly HistoryItem[]): PersonSignals {
    let signals = this.kept.get(history);
    if (signals === undefined) {
      signals = this.reader.read(history);
      this.kept.set(history, signals);
    }
    return signals;
  }

  explain(history: readonly HistoryItem[], movieIds: readonly number[]): Contribution[][] {
    const { bases } = this.reader;
    const { header } = this;
    return explainKnown(movieIds, bases.movies, (rows) =>
      explainStacked({ signals: this.signals(history), rows, bases, header }),
    );
  }

  save(): ModelPart {
    return { name: this.name, header: { ...this.header }, blocks: {} };
  }

  /** Scores of rows of the movie table. */
  scoreRows(signals: PersonSignals, rows: readonly number[]): Float32Array {
    const matrix = featureMatrix(signals, rows, this.reader.bases);
    const { coefficients, bias } = weightsFor(this.header, signals.length);
    const width = FEATURES.length;
    return Float32Array.from(rows, (_, at) => {
      let score = bias;
      for (let column = 0; column < width; column++)
        score += coefficients[column]! * matrix[at * width + column]!;
      return score;
    });
  }
}
