import { AlsFoldIn } from '#als-fold-in';
import type { Entry } from '#als-fold-in';
import type { HistoryItem } from '#model';
import { personBias } from '#rating-bias';
import { RESIDUAL_TABLES } from '#rating-params';
import type { RatingParams } from '#rating-params';
import type { RatingParts } from '#rating-train';
import { rowLookup } from '#row-lookup';
import { levelOf } from '#sparse-level';

/** Likeness that is mixed in with residual 0, so that a faint likeness alone says little. */
const FAINT = 0.015;

/** Numbers from which stars are predicted: 1, the biases, log of the count of ratings, neighbours, factors. */
export const FEATURES = 5;
export type Features = readonly [one: 1, bias: number, count: number, neighbours: number, factors: number];

/** A movie seen by a person: what the parts of the model say, and what their certainty rests on. */
export interface View {
  readonly features: Features;
  /** Σ of the likenesses that spoke. */
  readonly support: number;
}

/** Folds a history in, and looks at movies with that person's eyes. */
export class RatingEyes {
  readonly parts: RatingParts;
  private readonly params: RatingParams;
  private readonly foldIn: AlsFoldIn;
  /** Kept of each movie. */
  private readonly neighbours: number;
  /** The row of a movie, or undefined. */
  readonly row: (movieId: number) => number | undefined;
  private readonly residuals: Float32Array;
  private readonly logs: Float32Array;
  private entries: readonly (Entry & { readonly movieId: number })[] = [];
  private bias = 0;
  private history: readonly HistoryItem[] | undefined;

  constructor(parts: RatingParts, params: RatingParams) {
    this.parts = parts;
    this.params = params;
    this.neighbours = parts.nearest.length / Math.max(1, parts.movieIds.length);
    const { factors, diagonal, counts } = parts;
    const regularization = { base: params.regularization, exponent: 1, unobserved: 0, others: 0 };
    this.foldIn = new AlsFoldIn({ factors, diagonal, tables: RESIDUAL_TABLES, regularization });
    this.row = rowLookup(parts.movieIds);
    this.residuals = new Float32Array(parts.movieIds.length).fill(NaN);
    this.logs = Float32Array.from(counts, (count) => Math.log1p(count));
  }

  /** Becomes the person of a history, at no cost the same one again; of several ratings of one film the latest counts. */
  become(history: readonly HistoryItem[]): void {
    if (history === this.history) return;
    this.history = history;
    for (const { row } of this.entries) this.residuals[row] = NaN;
    const latest = new Map<number, HistoryItem>();
    for (const item of history)
      if ((latest.get(item.movieId)?.time ?? -Infinity) <= item.time) latest.set(item.movieId, item);
    const ratings = [...latest.values()]
      .flatMap(({ movieId, rating }) => {
        const row = this.row(movieId);
        return row === undefined ? [] : [{ row, movieId, rating }];
      })
      .sort((a, b) => a.row - b.row);
    const { mean, movieBias: movies } = this.parts;
    this.bias = personBias({ ratings, mean, movies, damping: this.params.userDamping });
    this.entries = ratings.map(({ row, movieId, rating }) => {
      const residual = rating - mean - this.bias - movies[row]!;
      this.residuals[row] = residual;
      return { row, movieId, level: levelOf(residual) };
    });
    this.foldIn.solve(this.entries);
  }

  /** A movie by row; −1 is a movie that nobody rated. */
  see(row: number): View {
    if (row < 0) return { features: [1, this.bias, 0, 0, 0], support: 0 };
    const { nearest, likeness, movieBias } = this.parts;
    const { neighbours } = this;
    let [sum, support] = [0, 0];
    for (let at = row * neighbours; at < (row + 1) * neighbours; at++) {
      const residual = this.residuals[nearest[at]!]!;
      if (residual !== residual) continue;
      sum += likeness[at]! * residual;
      support += likeness[at]!;
    }
    return {
      features: [
        1,
        this.bias + movieBias[row]!,
        this.logs[row]!,
        sum / (support + FAINT),
        this.foldIn.scoreOf(row),
      ],
      support,
    };
  }

  /** What each past rating adds to the neighbours' and the factors' feature of a movie. */
  reasons(
    row: number,
  ): { readonly movieId: number; readonly neighbours: number; readonly factors: number }[] {
    const { nearest, likeness } = this.parts;
    const { neighbours } = this;
    const { support } = this.see(row);
    const given = new Map<number, number>();
    for (let at = row * neighbours; at < (row + 1) * neighbours; at++)
      if (likeness[at]! > 0) given.set(nearest[at]!, likeness[at]!);
    const byFactors = this.foldIn.contributions(this.entries, row);
    return this.entries.map((entry, at) => ({
      movieId: entry.movieId,
      neighbours: ((given.get(entry.row) ?? 0) * this.residuals[entry.row]!) / (support + FAINT),
      factors: byFactors[at]!,
    }));
  }
}
