import type { AlsModel } from '#als.model';
import { loadAls } from '#als.model';
import { ContentModel } from '#content.model';
import { adjustForDiscovery, discoveryShift } from '#discovery';
import { diversify } from '#diversify';
import { byScore, linearFusion } from '#fusion';
import { groupScores } from '#group';
import { loadItem } from '#item.model';
import type { Contribution, HistoryItem, Model, ModelPart, RecommendOptions, Scored } from '#model';
import type { ModelFile } from '#model-file';
import { MovieTable } from '#movie-table';
import { loadPopular } from '#popular.model';
import type { PopularModel } from '#popular.model';
import { loadRating } from '#rating.model';
import type { RatingModel } from '#rating.model';
import { SequenceSignal } from '#sequence';
import { StackedModel } from '#stacked.model';
import type { StackedHeader } from '#stacked.model';
import { WeightedModelSum } from '#weighted.model';

/**
 * Who answers when a strategy has nothing (more) to say or is not trained; in the end, and for a person of whom no rated film
 * is known, `popular`.
 */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  refined: ['stacked'],
  stacked: ['als'],
  hybrid: ['als'],
  content: ['tfidf'],
  bert: ['tfidf'],
};
const POOL = 200;

/** Models that say which films are like one film. */
interface ComparingModel extends Model {
  knows(movieId: number): boolean;
  similar(movieId: number, options: RecommendOptions): Scored[];
}

/** What likeness is made of, where more than one model is asked, and with which weights. */
const LIKENESS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  content: { tfidf: 0.5, bert: 0.5 },
  hybrid: { tfidf: 0.35, bert: 0.35, als: 0.3 },
};

export interface RecommenderOptions extends RecommendOptions {
  /** 0 crowd pleasers … 0.3 as the model has it … 1 hidden gems; as the model has it when absent. */
  readonly discovery?: number;
  /** 0 by score alone … 1 by difference alone; 0 when absent. */
  readonly diversity?: number;
  /** Share of the content half of `hybrid`, 0.7 when absent. */
  readonly contentWeight?: number;
}

/** A movie, its score, and the strategy it came from; scores of different strategies do not compare. */
export interface Recommended extends Scored {
  readonly source: string;
}

export interface StarPrediction {
  /** 0.5 to 5. */
  readonly stars: number;
  /** How likely the person's own rating is within one star of it, 0 to 1. */
  readonly confidence: number;
}

/** All models of one training, ready to answer. */
export class Recommender {
  readonly meta: ModelFile['meta'];
  readonly als: AlsModel;
  private readonly models = new Map<string, Model>();
  private readonly popular: PopularModel;
  private readonly rating: RatingModel;

  constructor({ parts, meta }: ModelFile) {
    const part = (name: string): ModelPart | undefined => parts.find((candidate) => candidate.name === name);
    this.meta = meta;
    this.als = loadAls(part('als')!);
    this.popular = loadPopular(part('popular')!);
    const [tfidf, bert] = ['tfidf', 'bert'].map((name) => part(name) && new ContentModel(part(name)!));
    const item = loadItem(part('item')!);
    this.rating = loadRating(part('rating')!);
    const bases = {
      ...{ als: this.als, item, rating: this.rating, tfidf, bert, trend: this.popular.trend },
      sequence: new SequenceSignal(part('sequence')!),
      movies: new MovieTable(part('movies')!),
    };
    const stacked = new StackedModel(part('stacked')!.header as unknown as StackedHeader, bases);
    for (const model of [this.popular, this.als, item, this.rating, tfidf, bert, stacked])
      if (model) this.models.set(model.name, model);
    const halves = [tfidf, bert].filter((model) => model !== undefined);
    if (halves.length > 0)
      this.models.set(
        'content',
        new WeightedModelSum(
          'content',
          halves.map((model) => ({ model, weight: 1 })),
        ),
      );
    const content = this.models.get('content') as WeightedModelSum | undefined;
    if (content)
      this.models.set(
        'hybrid',
        new WeightedModelSum('hybrid', [
          { model: content, weight: 0.7 },
          { model: this.als, weight: 0.3 },
        ]),
      );
  }

  /**
   * What a search elsewhere for candidates goes by: factors for inner products with `itemFactors`, and a direction among sentence
   * vectors; each undefined where the history says nothing of it.
   */
  question(history: readonly HistoryItem[]): {
    readonly factors: Float32Array | undefined;
    readonly direction: Float32Array | undefined;
  } {
    const isKnown = history.some(({ movieId }) => this.als.knows(movieId));
    const bert = this.models.get('bert') as ContentModel | undefined;
    return {
      factors: isKnown ? this.als.personFactors(history) : undefined,
      direction: bert?.direction(history),
    };
  }

  /** Names of the strategies that this training can answer. */
  get strategies(): readonly string[] {
    return [...this.models.keys()];
  }

  /** Item factors for an index of inner products: movies × width, row-major, and the ids of the rows. */
  get itemFactors(): {
    readonly movieIds: Int32Array;
    readonly factors: Float32Array;
    readonly width: number;
  } {
    return { movieIds: this.als.movieIds, factors: this.als.itemFactors, width: this.als.factors };
  }

  /** Best first, filled up by the next strategy in line where one has too few. */
  recommend(strategy: string, history: readonly HistoryItem[], options: RecommenderOptions): Recommended[] {
    const result: Recommended[] = [];
    const exclude = new Set(options.exclude);
    const isKnown = history.some(({ movieId }) => this.als.knows(movieId));
    for (const name of new Set([strategy, ...(isKnown ? (NEXT[strategy] ?? []) : []), 'popular'])) {
      if (result.length >= options.limit) break;
      const model = this.model(name, options);
      if (!model) continue;
      const limit = options.limit - result.length;
      for (const item of this.shape(model, history, { ...options, limit, exclude })) {
        exclude.add(item.movieId);
        result.push({ ...item, source: name });
      }
    }
    return result;
  }

  /**
   * For several people: candidates are the best of each, films that anyone rated are left out.
   * @param options.fairness 0 average … 1 least misery
   */
  recommendGroup(
    strategy: string,
    people: readonly (readonly HistoryItem[])[],
    { fairness, ...options }: RecommenderOptions & { readonly fairness: number },
  ): Recommended[] {
    const exclude = new Set([
      ...(options.exclude ?? []),
      ...people.flatMap((history) => history.map(({ movieId }) => movieId)),
    ]);
    const wide = { ...options, exclude, limit: Math.max(POOL, options.limit) };
    const lists = people.map((history) => this.recommend(strategy, history, { ...wide, diversity: 0 }));
    const movieIds = [...new Set(lists.flatMap((list) => list.map(({ movieId }) => movieId)))];
    const scores = people.map((history, at) =>
      this.model(lists[at]?.[0]?.source ?? 'popular', options)!.score(history, movieIds),
    );
    const together = groupScores(scores, fairness);
    const ranked = movieIds
      .map((movieId, at) => ({ movieId, score: together[at]!, source: strategy }))
      .sort(byScore);
    return this.vary(ranked, options).map((item) => ({ ...item, source: strategy }));
  }

  /**
   * Addends of the scores of recommended movies, in their order, each in the strategy that it came from; a discovery dial's
   * shift is not included.
   */
  explain(
    history: readonly HistoryItem[],
    items: readonly Pick<Recommended, 'movieId' | 'source'>[],
    options: Partial<RecommenderOptions> = {},
  ): Contribution[][] {
    const result = items.map((): Contribution[] => []);
    for (const source of new Set(items.map((item) => item.source))) {
      const places = items.flatMap((item, at) => (item.source === source ? [at] : []));
      const parts = this.model(source, options)?.explain(
        history,
        places.map((at) => items[at]!.movieId),
      );
      places.forEach((at, place) => (result[at] = parts?.[place] ?? []));
    }
    return result;
  }

  /** Stars that the person would give, with a confidence, in the order of the movies. */
  predict(history: readonly HistoryItem[], movieIds: readonly number[]): StarPrediction[] {
    return this.rating
      .predict(history, movieIds)
      .map(({ rating, confidence }) => ({ stars: rating, confidence }));
  }

  /** The nearest films by one strategy (`tfidf`, `bert`, `content`, `als`, `item`, `hybrid`), best first. */
  similar(movieId: number, by: string, { limit, ...options }: RecommendOptions): Scored[] {
    const weights = LIKENESS[by];
    if (weights === undefined) return this.comparing(by)?.similar(movieId, { ...options, limit }) ?? [];
    const lists = Object.entries(weights).map(([name, weight]) => ({
      weight,
      items: this.comparing(name)?.similar(movieId, { ...options, limit: POOL }) ?? [],
    }));
    return linearFusion(lists).slice(0, limit);
  }

  /** Whether a strategy has anything to compare a film by; where it has not, `similar` names none. */
  knows(movieId: number, by: string): boolean {
    return Object.keys(LIKENESS[by] ?? { [by]: 1 }).some(
      (name) => this.comparing(name)?.knows(movieId) === true,
    );
  }

  private comparing(name: string): ComparingModel | undefined {
    const model = this.models.get(name);
    return model !== undefined && 'similar' in model ? (model as ComparingModel) : undefined;
  }

  /** Likeness of two movies by what is known of them: sentence vectors, else terms, else factors. */
  likeness(left: number, right: number): number {
    for (const name of ['bert', 'tfidf']) {
      const value = (this.models.get(name) as ContentModel | undefined)?.likeness(left, right);
      if (value !== undefined) return value;
    }
    const [a, b] = [this.als.factorsOf(left), this.als.factorsOf(right)];
    if (!a || !b) return 0;
    return (
      a.reduce((dot, value, at) => dot + value * b[at]!, 0) / (Math.hypot(...a) * Math.hypot(...b) + 1e-12)
    );
  }

  private model(name: string, options: Partial<RecommenderOptions>): Model | undefined {
    const { contentWeight } = options;
    if (name === 'hybrid' && contentWeight !== undefined)
      return (this.models.get('hybrid') as WeightedModelSum | undefined)?.reweighted([
        contentWeight,
        1 - contentWeight,
      ]);
    return this.models.get(name === 'refined' ? 'stacked' : name);
  }

  private shape(model: Model, history: readonly HistoryItem[], options: RecommenderOptions): Scored[] {
    const shift = discoveryShift(options.discovery);
    if (shift === 0 && !options.diversity) return model.recommend(history, options);
    const pool = model.recommend(history, { ...options, limit: Math.max(POOL, 5 * options.limit) });
    const ratings = (movieId: number): number => this.popular.trend.ratingsOf(movieId);
    return this.vary(adjustForDiscovery(pool, shift, ratings), options);
  }

  private vary(items: readonly Scored[], { limit, diversity = 0 }: RecommenderOptions): Scored[] {
    return diversify(items, { limit, diversity, similarity: (left, right) => this.likeness(left, right) });
  }
}

/** Makes the models of a file (see readModelFile) ready to answer. */
export function loadModels(file: ModelFile): Recommender {
  return new Recommender(file);
}
