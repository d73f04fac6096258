import { Catalogue } from '#item-ranking';
import type { RowScores } from '#item-ranking';
import type { Contribution, HistoryItem, Model, ModelPart, RecommendOptions, Scored } from '#model';
import { rowLookup } from '#row-lookup';

/** A model and its share of the whole. */
export interface WeightedModel {
  readonly model: Model & { readonly movieIds: Int32Array };
  readonly weight: number;
}

/** What brings a model's scores to 0 … 1 for one person. */
interface Scale {
  readonly low: number;
  readonly span: number;
}

/** What does not depend on the weights. */
interface Tables {
  readonly movieIds: Int32Array;
  readonly catalogue: Catalogue;
  /** Of each model its own ids, frozen, so that their rows are looked up once; made when all movies are asked for. */
  readonly ids: () => readonly (readonly number[])[];
  /** Of each model the rows of its movies in `movieIds`; made when all movies are asked for. */
  readonly rows: () => readonly Int32Array[];
  readonly knows: readonly ((movieId: number) => boolean)[];
  /** Scales of people who were asked about with a shortlist: their reasons and further scores go by the same ones. */
  readonly scales: WeakMap<readonly HistoryItem[], readonly Scale[]>;
}

/** Movies, evenly spread over the catalogue, that show how low scores go where only a shortlist is looked at. */
const SAMPLE = 1000;

/**
 * A fixed weighted sum of models. Each one's scores are first brought to 0 … 1 by its lowest and highest over the
 * person's unseen movies; a movie that a model does not know gets 0 from it. `hybrid` is 70 % content and 30 %
 * collaborative; `content` is half term likeness, half sentence vectors.
 */
export class WeightedModelSum implements Model {
  readonly name: string;
  private readonly models: readonly WeightedModel[];
  private readonly tables: Tables;

  constructor(name: string, models: readonly WeightedModel[], tables = tablesOf(models)) {
    const total = models.reduce((sum, { weight }) => sum + weight, 0) || 1;
    this.name = name;
    this.models = models.map(({ model, weight }) => ({ model, weight: weight / total }));
    this.tables = tables;
  }

  get movieIds(): Int32Array {
    return this.tables.movieIds;
  }

  /** The same models with other weights, in their order. */
  reweighted(weights: readonly number[]): WeightedModelSum {
    const models = this.models.map(({ model }, at) => ({ model, weight: weights[at]! }));
    return new WeightedModelSum(this.name, models, this.tables);
  }

  /** Empty when no model knows a film of the history. */
  recommend(history: readonly HistoryItem[], options: RecommendOptions): Scored[] {
    const { catalogue } = this.tables;
    if (catalogue.entries(history).length === 0) return [];
    if (options.candidates === undefined && options.shortlist !== undefined)
      this.measure(history, options.shortlist);
    return catalogue.best(this.scores(history), history, options);
  }

  score(history: readonly HistoryItem[], movieIds: readonly number[]): Float32Array {
    return this.tables.catalogue.pick(this.scores(history), movieIds);
  }

  explain(history: readonly HistoryItem[], movieIds: readonly number[]): Contribution[][] {
    const { catalogue, knows } = this.tables;
    const bias = new Float64Array(movieIds.length);
    const parts = movieIds.map((): Contribution[] => []);
    const scales = this.scales(history);
    this.models.forEach(({ model, weight }, at) => {
      const { low, span } = scales[at]!;
      model.explain(history, movieIds).forEach((own, place) => {
        if (!knows[at]!(movieIds[place]!)) return;
        bias[place]! -= (weight * low) / span;
        for (const part of own) parts[place]!.push({ ...part, value: (weight * part.value) / span });
      });
    });
    return parts.map((own, place) =>
      catalogue.row(movieIds[place]!) === undefined ? [] : [...own, { kind: 'bias', value: bias[place]! }],
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

  /**
   * Takes the scales for a person from a shortlist and a sample instead of all movies; once, so that the scores of a second list
   * compare with those of the first, and the reasons of both add up.
   */
  measure(history: readonly HistoryItem[], shortlist: readonly number[]): void {
    const { movieIds, scales } = this.tables;
    if (scales.has(history)) return;
    const step = Math.max(1, Math.floor(movieIds.length / SAMPLE));
    const sample = Array.from(
      { length: Math.floor(movieIds.length / step) },
      (_, at) => movieIds[at * step]!,
    );
    for (const { model } of this.models)
      if (model instanceof WeightedModelSum) model.measure(history, shortlist);
    scales.set(
      history,
      this.scalesOver(history, (at) => this.known(at, [...new Set([...shortlist, ...sample])])),
    );
  }

  private scales(history: readonly HistoryItem[]): readonly Scale[] {
    return this.tables.scales.get(history) ?? this.scalesOver(history, (at) => this.tables.ids()[at]!);
  }

  private scalesOver(history: readonly HistoryItem[], ids: (model: number) => readonly number[]): Scale[] {
    const seen = new Set(history.map(({ movieId }) => movieId));
    return this.models.map(({ model }, at) => {
      const own = ids(at);
      return scaleOf(model.score(history, own), own, seen);
    });
  }

  private known(model: number, movieIds: readonly number[]): number[] {
    return movieIds.filter((id) => this.tables.knows[model]!(id));
  }

  private scores(history: readonly HistoryItem[]): RowScores {
    const { movieIds, ids, rows } = this.tables;
    const add = (
      to: Float32Array,
      of: { readonly model: number; readonly ids: readonly number[]; readonly at: (place: number) => number },
      { low, span }: Scale,
    ): void => {
      const { model, weight } = this.models[of.model]!;
      model
        .score(history, of.ids)
        .forEach((score, place) => (to[of.at(place)]! += (weight * (score - low)) / span));
    };
    const scales = this.scales(history);
    return {
      all: () => {
        const sum = new Float32Array(movieIds.length);
        rows().forEach((own, model) =>
          add(sum, { model, ids: ids()[model]!, at: (place) => own[place]! }, scales[model]!),
        );
        return sum;
      },
      of: (some) => {
        const sum = new Float32Array(some.length);
        const asked = Array.from(some, (row) => movieIds[row]!);
        const place = new Map(asked.map((id, at) => [id, at]));
        this.models.forEach((_, model) => {
          const known = this.known(model, asked);
          add(sum, { model, ids: known, at: (at) => place.get(known[at]!)! }, scales[model]!);
        });
        return sum;
      },
    };
  }
}

function tablesOf(models: readonly WeightedModel[]): Tables {
  const movieIds = union(models.map(({ model }) => model.movieIds));
  const catalogue = new Catalogue({ movieIds, counts: new Int32Array(movieIds.length), mean: 3.5 });
  return {
    movieIds,
    catalogue,
    ids: once(() => models.map(({ model }) => Object.freeze(Array.from(model.movieIds)))),
    rows: once(() => models.map(({ model }) => model.movieIds.map((id) => catalogue.row(id)!))),
    knows: models.map(({ model }) => {
      const row = rowLookup(model.movieIds);
      return (movieId) => row(movieId) !== undefined;
    }),
    scales: new WeakMap(),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Ascending, each once. */
function union(columns: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(columns.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const column of columns) {
    all.set(column, at);
    at += column.length;
  }
  all.sort();
  return all.filter((id, place) => place === 0 || id !== all[place - 1]);
}

function scaleOf(scores: Float32Array, movieIds: readonly number[], seen: ReadonlySet<number>): Scale {
  let [low, high] = [Infinity, -Infinity];
  scores.forEach((score, at) => {
    if (seen.has(movieIds[at]!)) return;
    low = Math.min(low, score);
    high = Math.max(high, score);
  });
  return low < high ? { low, span: high - low } : { low: Number.isFinite(low) ? low : 0, span: 1 };
}
