import { AlsFoldIn } from '#als-fold-in';
import type { Entry } from '#als-fold-in';
import { ALS_DEFAULTS, alsTables, regularizations } from '#als-params';
import type { AlsParams, Regularization } from '#als-params';
import { openAlsSession } from '#als-session';
import { Catalogue, eachRow } from '#item-ranking';
import type { RowScores } from '#item-ranking';
import { iterationTeller } from '#iteration-teller';
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
import type { RatingMatrix } from '#sparse-matrix';
import { chooseAlsParams } from '#tuning-als';
import { WorkerPool } from '#worker-pool';

interface AlsHeader {
  readonly params: AlsParams;
  readonly regularization: Regularization;
  readonly mean: number;
  readonly seed: number;
  /** What the search for hyper-parameters tried and measured. */
  readonly tuning: unknown;
  /** The loss for each rating after every iteration; absent where another program trained. */
  readonly curve?: readonly number[] | undefined;
}

type Known = Entry & { readonly movieId: number };

/** Implicit matrix factorisation; people are folded in from their history at request time. */
export class AlsModel implements Model {
  readonly name = 'als';
  readonly header: AlsHeader;
  private readonly catalogue: Catalogue;
  private readonly foldIn: AlsFoldIn;
  /** Whom `foldIn` was last solved for: a list and its reasons ask for the same person. */
  private person:
    { readonly history: readonly HistoryItem[]; readonly entries: readonly Known[] } | undefined;

  constructor(part: ModelPart) {
    const { movieIds, counts, factors, diagonal } = part.blocks as {
      movieIds: Int32Array;
      counts: Int32Array;
      factors: Float32Array;
      diagonal: Float32Array;
    };
    this.header = part.header as unknown as AlsHeader;
    this.catalogue = new Catalogue({ movieIds, counts, mean: this.header.mean });
    this.foldIn = new AlsFoldIn({ factors, diagonal, tables: alsTables(this.header.params), ...this.header });
  }

  /** Length of a factor vector (a multiple of four). */
  get factors(): number {
    return this.foldIn.f;
  }

  /** External ids of the movies, in the order of `itemFactors`. */
  get movieIds(): Int32Array {
    return this.catalogue.movieIds;
  }

  /** Movies × factors, row-major: a movie's score is its row's inner product with `personFactors`. */
  get itemFactors(): Float32Array {
    return this.foldIn.factors;
  }

  /** Whether a movie was rated by anyone that the model was trained on. */
  knows(movieId: number): boolean {
    return this.catalogue.row(movieId) !== undefined;
  }

  /** A movie's factors, or undefined where it is unknown. */
  factorsOf(movieId: number): Float32Array | undefined {
    const row = this.catalogue.row(movieId);
    return row === undefined
      ? undefined
      : this.foldIn.factors.slice(row * this.factors, (row + 1) * this.factors);
  }

  /** The person's factors, solved from the whole history; zeros when no film of it is known. */
  personFactors(history: readonly HistoryItem[]): Float32Array {
    this.become(history);
    return this.foldIn.person.slice();
  }

  recommend(history: readonly HistoryItem[], options: RecommendOptions): Scored[] {
    return this.catalogue.best(this.scores(history), history, options);
  }

  score(history: readonly HistoryItem[], movieIds: readonly number[]): Float32Array {
    return this.catalogue.pick(this.scores(history), movieIds);
  }

  /** For each movie one contribution for each known film of the history; none for an unknown movie. */
  explain(history: readonly HistoryItem[], movieIds: readonly number[]): Contribution[][] {
    const entries = this.become(history);
    return movieIds.map((id) => {
      const row = this.catalogue.row(id);
      if (row === undefined) return [];
      const values = this.foldIn.contributions(entries, row);
      return entries.map(({ movieId }, at) => ({ kind: 'rating', movieId, value: values[at]! }));
    });
  }

  /** The movies whose factors point the same way, by cosine, best first; none for an unknown movie. */
  similar(movieId: number, options: RecommendOptions): Scored[] {
    const own = this.factorsOf(movieId);
    if (!own) return [];
    const { factors: f } = this;
    const { factors } = this.foldIn;
    const norm = Math.hypot(...own);
    const cosine = (row: number): number => {
      let [dot, square] = [0, 1e-12];
      for (let j = 0; j < f; j++) {
        const value = factors[row * f + j]!;
        dot += value * own[j]!;
        square += value * value;
      }
      return dot / (Math.sqrt(square) * norm + 1e-12);
    };
    return this.catalogue.best(
      eachRow(this.movieIds.length, cosine),
      [{ movieId, rating: 0, time: 0 }],
      options,
    );
  }

  save(): ModelPart {
    const { movieIds, counts } = this.catalogue;
    const { factors, diagonal } = this.foldIn;
    return {
      name: this.name,
      header: { ...this.header },
      blocks: { movieIds, counts, factors: new Float32Array(factors), diagonal: new Float32Array(diagonal) },
    };
  }

  private scores(history: readonly HistoryItem[]): RowScores {
    this.become(history);
    return { all: () => this.foldIn.scoreAll(), of: (rows) => this.foldIn.scoreRows(rows) };
  }

  /** Folds a history in, unless it is the one folded in last. */
  private become(history: readonly HistoryItem[]): readonly Known[] {
    if (this.person?.history !== history) {
      const entries = this.catalogue.entries(history);
      this.foldIn.solve(entries);
      this.person = { history, entries };
    }
    return this.person.entries;
  }
}

/** Turns the saved part of a model back into it. */
export function loadAls(part: ModelPart): AlsModel {
  return new AlsModel(part);
}

export const alsTrainer: Trainer = { name: 'als', fit: fitAls };

/** Trains on all ratings with parameters chosen on a validation part of them. */
export async function fitAls(data: TrainingData, options: FitOptions): Promise<AlsModel> {
  const pool = new WorkerPool(options.threads);
  try {
    const choice = await chooseAlsParams(data.ratings, {
      ...options,
      pool,
      defaults: { ...ALS_DEFAULTS, ...options.parameters },
    });
    const session = await openAlsSession(data.ratings, { factors: choice.params.factors, pool });
    options.onProgress?.(0.7, 'training als');
    const curve: number[] = [];
    const told = iterationTeller('als', choice.params.iterations, options);
    const { movies, diagonal, params } = await session.train(choice.params, {
      ...options,
      onIteration: ({ iteration, loss }) => {
        curve.push(loss / session.matrix.byUser.index.length);
        told(iteration, `loss ${curve.at(-1)!.toFixed(4)}`);
      },
    });
    options.onProgress?.(1, 'als is ready');
    return alsModel({
      ...{ matrix: session.matrix, params, seed: options.seed, tuning: choice.tuning, curve },
      ...{ factors: movies, diagonal },
    });
  } finally {
    await pool.close();
  }
}

/** The model of factors in the matrix's order, rotated so that their Gram matrix is diagonal (see AlsFactors). */
export function alsModel(of: {
  readonly matrix: RatingMatrix;
  readonly params: AlsParams;
  readonly seed: number;
  readonly tuning: unknown;
  readonly curve?: readonly number[];
  readonly factors: Float32Array;
  readonly diagonal: Float32Array;
}): AlsModel {
  const { matrix, params, seed, tuning, curve, factors, diagonal } = of;
  const { movieIds, mean, byMovie } = matrix;
  const regularization = regularizations(params, matrix).users;
  const counts = Int32Array.from(movieIds, (_, row) => byMovie.start[row + 1]! - byMovie.start[row]!);
  return new AlsModel({
    name: 'als',
    header: { params, regularization, mean, seed, tuning, curve } satisfies AlsHeader,
    blocks: { movieIds, counts, factors, diagonal },
  });
}
