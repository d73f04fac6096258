/** One rating of one person, as models see it. */
export interface HistoryItem {
  readonly movieId: number;
  /** Stars, 0.5 to 5.0 in halves. */
  readonly rating: number;
  /** Seconds since 1970-01-01 UTC. */
  readonly time: number;
}

/** Ratings as parallel columns of equal length, in external ids; the form in which they leave Postgres or a CSV file. */
export interface RatingColumns {
  readonly users: Int32Array;
  readonly movies: Int32Array;
  /** Stars, 0.5 to 5.0. */
  readonly values: Float32Array;
  /** Seconds since 1970-01-01 UTC. */
  readonly times: Float64Array;
}

/** What content models and explanations may know of a movie. */
export interface MovieFacts {
  readonly id: number;
  readonly title: string;
  readonly year: number | null;
  readonly genres: readonly string[];
  readonly people: readonly string[];
  readonly keywords: readonly string[];
  readonly language: string | null;
  readonly overview?: string | null;
  /** Unit-length sentence embedding of 384 numbers, when the movie has been embedded. */
  readonly vector?: Float32Array;
}

export interface TrainingData {
  readonly ratings: RatingColumns;
  readonly movies: readonly MovieFacts[];
}

/**
 * Which ratings are held out to learn from, that is, what the model will be asked: `user-time`, what a person rates
 * next (as in serving); `random`, what is missing from a history.
 */
export type HoldOut = 'random' | 'user-time';

export interface FitOptions {
  readonly seed: number;
  /** `user-time` when absent. */
  readonly holdOut?: HoldOut;
  /** Hyper-parameters chosen before, by name; they replace the model's defaults where they are given. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Wall-clock time for choosing hyper-parameters, in milliseconds; 0 takes the defaults without a search. */
  readonly tuningBudgetMs: number;
  readonly threads: number;
  /** Called with the share done (0 to 1) and what is being done. */
  readonly onProgress?: (share: number, step: string) => void;
  /** Aborting ends the fit within two seconds with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface Scored {
  readonly movieId: number;
  readonly score: number;
}

/** One addend of a score; all contributions of a recommendation add up to its score within rounding. */
export interface Contribution {
  /** `rating`: a past rating speaks for it; `popularity`; `feature`: a shared person, genre or keyword; `bias`: the rest. */
  readonly kind: 'rating' | 'popularity' | 'feature' | 'bias';
  /** The past film (kind `rating`). */
  readonly movieId?: number;
  /** What is shared (kind `feature`), such as `genre:Comedy`, `person:Bill Murray`, `keyword:time loop`. */
  readonly label?: string;
  readonly value: number;
}

export interface RecommendOptions {
  readonly limit: number;
  /** Only these movies; all known movies when absent. */
  readonly candidates?: readonly number[];
  /**
   * Of a huge catalogue, instead of `candidates`: the movies that a search elsewhere found worth a look. Only they, and what the
   * model finds by itself at a cost that does not grow with the catalogue, are looked at.
   */
  readonly shortlist?: readonly number[];
  /** Whether a movie may be recommended; all may when absent. */
  readonly allowed?: (movieId: number) => boolean;
  /** Never these (hidden ones and the like); a person's own history is always left out. */
  readonly exclude?: ReadonlySet<number>;
}

/** A fitted model. People are histories, not stored vectors: a rating counts in the very next answer. */
export interface Model {
  readonly name: string;
  /** Best first; no film of the history; the same answer for the same input. */
  recommend(history: readonly HistoryItem[], options: RecommendOptions): Scored[];
  /** Scores for the given movies, in their order; unknown movies get the lowest of these scores. */
  score(history: readonly HistoryItem[], movieIds: readonly number[]): Float32Array;
  /** The addends of each movie's score, in the movies' order; none for an unknown movie. */
  explain(history: readonly HistoryItem[], movieIds: readonly number[]): Contribution[][];
  /** The model's part of a model file (see model-file.ts). */
  save(): ModelPart;
}

/** What a model keeps: a JSON header and named Float32 or Int32 blocks. */
export interface ModelPart {
  readonly name: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly blocks: Readonly<Record<string, Float32Array | Int32Array>>;
}

export interface Trainer {
  readonly name: string;
  fit(data: TrainingData, options: FitOptions): Promise<Model>;
}
