import { Catalogue } from '#item-ranking';
import type { Contribution, HistoryItem, Model, ModelPart, RecommendOptions, Scored } from '#model';

/** A model and its share of the whole. */
export interface WeightedModel {
  readonly model: Model & { readonly movieIds: Int32Array };
  readonly weight: number;
}

/**
 * A fixed weighted sum of models. Each one's scores are first brought to 0 … 1 by its lowest and highest over the
 * person's unseen movies; a movie that a model does not know gets 0 from it. `hybrid` is 70 % content and 30 %
 * collaborative; `content` is half term likeness, half sentence vectors.
 */
export class WeightedModelSum implements Model {
  readonly name: string;
  readonly movieIds: Int32Array;
  private readonly models: readonly WeightedModel[];
  private readonly catalogue: Catalogue;
  private readonly rows: readonly Int32Array[];
  /** Frozen, so that their rows are looked up once. */
  private readonly ids: readonly (readonly number[])[];

  constructor(name: string, models: readonly WeightedModel[]) {
    const total = models.reduce((sum, { weight }) => sum + weight, 0) || 1;
    this.name = name;
    this.models = models.map(({ model, weight }) => ({ model, weight: weight / total }));
    this.movieIds = Int32Array.from(
      new Set(models.flatMap(({ model }) => Array.from(model.movieIds))),
    ).sort();
    this.catalogue = new Catalogue({
      movieIds: this.movieIds,
      counts: new Int32Array(this.movieIds.length),
      mean: 3.5,
    });
    this.ids = models.map(({ model }) => Object.freeze(Array.from(model.movieIds)));
    this.rows = models.map(({ model }) => Int32Array.from(model.movieIds, (id) => this.catalogue.row(id)!));
  }

  /** Empty when no model knows a film of the history. */
  recommend(history: readonly HistoryItem[], options: RecommendOptions): Scored[] {
    return this.catalogue.entries(history).length === 0
      ? []
      : this.catalogue.best(this.scores(history), history, options);
  }

  score(history: readonly HistoryItem[], movieIds: readonly number[]): Float32Array {
    return this.catalogue.pick(this.scores(history), movieIds);
  }

  explain(history: readonly HistoryItem[], movieIds: readonly number[]): Contribution[][] {
    const bias = new Float64Array(movieIds.length);
    const parts = movieIds.map((): Contribution[] => []);
    this.models.forEach(({ model, weight }, at) => {
      const { low, span } = this.normal(model.score(history, this.ids[at]!), model, history);
      const known = new Set(this.ids[at]);
      model.explain(history, movieIds).forEach((own, place) => {
        if (!known.has(movieIds[place]!)) return;
        bias[place]! -= (weight * low) / span;
        for (const part of own) parts[place]!.push({ ...part, value: (weight * part.value) / span });
      });
    });
    return parts.map((own, place) =>
      this.catalogue.row(movieIds[place]!) === undefined
        ? []
        : [...own, { kind: 'bias', value: bias[place]! }],
    );
  }

  /** Rebuilt from its models' parts; keeps the weights. */
  save(): ModelPart {
    return {
      name: this.name,
      header: { weights: this.models.map(({ model, weight }) => [model.name, weight]) },
      blocks: {},
    };
  }

  private scores(history: readonly HistoryItem[]): Float32Array {
    const sum = new Float32Array(this.movieIds.length);
    this.models.forEach(({ model, weight }, at) => {
      const scores = model.score(history, this.ids[at]!);
      const { low, span } = this.normal(scores, model, history);
      scores.forEach((score, row) => (sum[this.rows[at]![row]!]! += (weight * (score - low)) / span));
    });
    return sum;
  }

  private normal(scores: Float32Array, model: WeightedModel['model'], history: readonly HistoryItem[]) {
    const seen = new Set(history.map(({ movieId }) => movieId));
    let [low, high] = [Infinity, -Infinity];
    scores.forEach((score, row) => {
      if (seen.has(model.movieIds[row]!)) return;
      low = Math.min(low, score);
      high = Math.max(high, score);
    });
    return low < high ? { low, span: high - low } : { low: Number.isFinite(low) ? low : 0, span: 1 };
  }
}
