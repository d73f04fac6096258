import { explainKnown } from '#explain-known';
import { ITEM_DEFAULTS, itemTable } from '#item-params';
import type { ItemParams } from '#item-params';
import { Catalogue } from '#item-ranking';
import type { RowScores } from '#item-ranking';
import { UserScorer, WeightScorer } from '#item-scorer';
import type { ItemEntry, ItemScorer } from '#item-scorer';
import { itemProblem, trainItem } from '#item-train';
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
import { buildMatrix } from '#sparse-matrix';
import { chooseItemParams } from '#tuning-item';
import { WorkerPool } from '#worker-pool';

interface ItemHeader {
  readonly form: 'users' | 'items';
  readonly params: ItemParams;
  readonly mean: number;
  readonly seed: number;
  /** What the search for hyper-parameters tried and measured. */
  readonly tuning: unknown;
}

/** The item-item linear model: a score is the sum of the rated films' weights. */
export class ItemModel implements Model {
  readonly name = 'item';
  readonly header: ItemHeader;
  private readonly catalogue: Catalogue;
  private readonly scorer: ItemScorer;
  private readonly table: Float32Array;
  private readonly part: ModelPart;

  constructor(part: ModelPart) {
    this.part = part;
    this.header = part.header as unknown as ItemHeader;
    const { movieIds, counts } = part.blocks as { movieIds: Int32Array; counts: Int32Array };
    this.catalogue = new Catalogue({ movieIds, counts, mean: this.header.mean });
    this.table = itemTable(this.header.params);
    this.scorer = this.header.form === 'users' ? new UserScorer(part.blocks) : new WeightScorer(part.blocks);
  }

  /** External ids of the movies that are modelled: all, or the most-rated ones. */
  get movieIds(): Int32Array {
    return this.catalogue.movieIds;
  }

  recommend(history: readonly HistoryItem[], options: RecommendOptions): Scored[] {
    return this.best(this.entries(history), history, options);
  }

  score(history: readonly HistoryItem[], movieIds: readonly number[]): Float32Array {
    return this.catalogue.pick(this.scores(this.entries(history)), movieIds);
  }

  /** For each movie one contribution for each modelled film of the history; none for an unknown movie. */
  explain(history: readonly HistoryItem[], movieIds: readonly number[]): Contribution[][] {
    const entries = this.entries(history);
    return explainKnown(movieIds, this.catalogue, (rows) => {
      const values = this.scorer.contributions(entries, rows);
      return rows.map((_, at) =>
        entries.map(({ movieId }, entry) => {
          return { kind: 'rating', movieId, value: values[at * entries.length + entry]! };
        }),
      );
    });
  }

  /** Whether a movie is modelled. */
  knows(movieId: number): boolean {
    return this.catalogue.row(movieId) !== undefined;
  }

  /** What a liked film alone would recommend, best first; none for an unknown movie. */
  similar(movieId: number, options: RecommendOptions): Scored[] {
    const row = this.catalogue.row(movieId);
    if (row === undefined) return [];
    return this.best([{ row, x: 1 }], [{ movieId, rating: 0, time: 0 }], options);
  }

  save(): ModelPart {
    return this.part;
  }

  private best(
    entries: readonly ItemEntry[],
    history: readonly HistoryItem[],
    options: RecommendOptions,
  ): Scored[] {
    // No shortlist is needed: there are no more rows than a square of them fits in memory.
    return this.catalogue.best(this.scores(entries), history, { ...options, shortlist: undefined });
  }

  private scores(entries: readonly ItemEntry[]): RowScores {
    return {
      all: () => this.scorer.scoreAll(entries),
      of: (rows) => this.scorer.scoreRows(entries, rows),
    };
  }

  private entries(history: readonly HistoryItem[]): (ItemEntry & { readonly movieId: number })[] {
    return this.catalogue
      .entries(history)
      .map(({ row, level, movieId }) => ({ row, movieId, x: this.table[level]! }));
  }
}

/** Turns the saved part of a model back into it. */
export function loadItem(part: ModelPart): ItemModel {
  return new ItemModel(part);
}

export const itemTrainer: Trainer = { name: 'item', fit: fitItem };

/** Trains on all ratings with parameters chosen on a validation part of them. */
export async function fitItem(data: TrainingData, options: FitOptions): Promise<ItemModel> {
  const pool = new WorkerPool(options.threads);
  try {
    const { params, tuning } = await chooseItemParams(data.ratings, {
      ...options,
      pool,
      defaults: { ...ITEM_DEFAULTS, ...options.parameters },
    });
    options.onProgress?.(0.7, 'training item');
    const matrix = buildMatrix(data.ratings);
    const problem = itemProblem(matrix);
    const blocks = await trainItem(problem, { params, pool, signal: options.signal });
    options.onProgress?.(1, 'item is ready');
    const header: ItemHeader = { form: problem.form, params, mean: matrix.mean, seed: options.seed, tuning };
    return new ItemModel({ name: 'item', header: { ...header }, blocks });
  } finally {
    await pool.close();
  }
}
