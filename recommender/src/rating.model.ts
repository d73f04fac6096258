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
import { certainty, clip, inner } from '#rating-blend';
import type { RatingBlend } from '#rating-blend';
import { explicitAls, RATING_DEFAULTS } from '#rating-params';
import type { RatingParams } from '#rating-params';
import { RatingEyes } from '#rating-person';
import type { RatingParts } from '#rating-train';
import { trainRating } from '#rating-train';
import { chooseRatingParams } from '#tuning-rating';
import { WorkerPool } from '#worker-pool';

interface RatingHeader {
  readonly params: RatingParams;
  readonly blend: RatingBlend;
  readonly mean: number;
  readonly seed: number;
  /** What the search for hyper-parameters tried and measured. */
  readonly tuning: unknown;
  /** The error on the ratings trained on after every iteration of the factorisation (root mean square, stars). */
  readonly curve?: readonly number[];
}

export interface PredictedRating {
  readonly movieId: number;
  /** Stars, 0.5 to 5.0. */
  readonly rating: number;
  /** The error to expect (root mean square), stars. */
  readonly deviation: number;
  /** How likely the person's own rating is within one star of it, 0 to 1, errors being taken as normal. */
  readonly confidence: number;
}

/** Predicts stars: biases, what the person gave to similar movies, and an explicit factorisation, blended on held-out ratings. */
export class RatingModel implements Model {
  readonly name = 'rating';
  readonly header: RatingHeader;
  private readonly eyes: RatingEyes;
  private readonly catalogue: Catalogue;
  private readonly part: ModelPart;

  constructor(part: ModelPart) {
    this.part = part;
    this.header = part.header as unknown as RatingHeader;
    const parts = { ...part.blocks, mean: this.header.mean } as unknown as RatingParts;
    this.eyes = new RatingEyes(parts, this.header.params);
    this.catalogue = new Catalogue(parts);
  }

  /** Predicted stars for the given movies, in their order; a movie that nobody rated gets the person's own level. */
  predict(history: readonly HistoryItem[], movieIds: readonly number[]): PredictedRating[] {
    const { spread } = this.header.blend;
    this.eyes.become(history);
    return movieIds.map((movieId) => {
      const row = this.eyes.row(movieId) ?? -1;
      const view = this.eyes.see(row);
      const squared = inner(spread, certainty(this.eyes, row, history.length, view));
      const deviation = Math.sqrt(Math.max(0.05, squared));
      return {
        movieId,
        rating: clip(this.unclipped(view.features)),
        deviation,
        confidence: within(1 / deviation),
      };
    });
  }

  /** The stars of `predict` alone, in the movies' order. */
  stars(history: readonly HistoryItem[], movieIds: readonly number[]): Float64Array {
    this.eyes.become(history);
    return Float64Array.from(movieIds, (movieId) =>
      clip(this.unclipped(this.eyes.see(this.eyes.row(movieId) ?? -1).features)),
    );
  }

  recommend(history: readonly HistoryItem[], options: RecommendOptions): Scored[] {
    return this.catalogue.best(this.scores(history), history, options);
  }

  /** Predicted stars, not clipped to the scale. */
  score(history: readonly HistoryItem[], movieIds: readonly number[]): Float32Array {
    return this.catalogue.pick(this.scores(history), movieIds);
  }

  /** The biases, and what each past rating adds through neighbours and factors; none for an unknown movie. */
  explain(history: readonly HistoryItem[], movieIds: readonly number[]): Contribution[][] {
    this.eyes.become(history);
    return movieIds.map((movieId) => this.reasons(this.eyes.row(movieId)));
  }

  private reasons(row: number | undefined): Contribution[] {
    if (row === undefined) return [];
    const [one, bias, count, byNeighbours, byFactors] = this.header.blend.weights as [
      number,
      number,
      number,
      number,
      number,
    ];
    const { features } = this.eyes.see(row);
    return [
      { kind: 'bias', value: this.header.mean + one + bias * features[1] },
      { kind: 'popularity', value: count * features[2] },
      ...this.eyes.reasons(row).map((reason): Contribution => {
        const value = byNeighbours * reason.neighbours + byFactors * reason.factors;
        return { kind: 'rating', movieId: reason.movieId, value };
      }),
    ];
  }

  save(): ModelPart {
    return this.part;
  }

  private unclipped(features: readonly number[]): number {
    return this.header.mean + inner(this.header.blend.weights, features);
  }

  private scores(history: readonly HistoryItem[]): RowScores {
    this.eyes.become(history);
    return eachRow(this.catalogue.movieIds.length, (row) => this.unclipped(this.eyes.see(row).features));
  }
}

/** The share of a normal distribution within ± z deviations (Abramowitz and Stegun 7.1.26). */
function within(z: number): number {
  const x = z / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return 1 - poly * Math.exp(-x * x);
}

/** Turns the saved part of a model back into it. */
export function loadRating(part: ModelPart): RatingModel {
  return new RatingModel(part);
}

export const ratingTrainer: Trainer = { name: 'rating', fit: fitRating };

/** Trains on all ratings, with parameters and a blend chosen on a held-out tenth. */
export async function fitRating(data: TrainingData, options: FitOptions): Promise<RatingModel> {
  const pool = new WorkerPool(options.threads);
  try {
    const { params, blend, tuning } = await chooseRatingParams(data.ratings, {
      ...options,
      pool,
      defaults: { ...RATING_DEFAULTS, ...options.parameters },
    });
    options.onProgress?.(0.7, 'training rating');
    const curve: number[] = [];
    const told = iterationTeller('rating', explicitAls(params).iterations, options);
    const { mean, ...blocks } = await trainRating(data.ratings, {
      ...options,
      ...{ params, pool },
      onIteration: (iteration, rmse) => {
        curve.push(rmse);
        told(iteration, `error ${rmse.toFixed(4)} stars`);
      },
    });
    options.onProgress?.(1, 'rating is ready');
    const header: RatingHeader = { params, blend, mean, seed: options.seed, tuning, curve };
    return new RatingModel({ name: 'rating', header: { ...header }, blocks });
  } finally {
    await pool.close();
  }
}
