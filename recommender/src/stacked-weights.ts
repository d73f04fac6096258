import { FEATURES } from '#stacked-features';

/** Weights of one kind of person; `… × length of history` is multiplied by ln(ratings) − 4.5 besides. */
export interface BlendWeights {
  /** Per unit of the feature, by the column's name. */
  readonly coefficients: Readonly<Record<string, number>>;
  /** Per standard deviation of the feature: what to read to see what counts. */
  readonly importance: Readonly<Record<string, number>>;
  readonly bias: number;
  /** Shortest and longest ln(ratings) of the histories it was fitted on. */
  readonly range: readonly [number, number];
}

/** What a person's score is made of: bias + Σ coefficient × feature, in the order of FEATURES. */
export interface PersonWeights {
  readonly coefficients: Float64Array;
  readonly bias: number;
}

/** ln(90): the length of history at which the features crossed with it are 0. */
const USUAL_LENGTH = 4.5;
/** Up to so many ratings a person is a newcomer; these numbers of ratings are what the newcomers' weights are learned from. */
export const FEW = [1, 2, 3, 5, 8, 12] as const;
const NEWCOMER = Math.log(12);
/** From so many on (or from the shortest history that the usual weights were fitted on) no longer one at all. */
const KNOWN = Math.log(16);

const POPULAR = FEATURES.findIndex(({ name }) => name === 'popular');

/** Features that matter more, or less, for a long history. */
const CROSSED = [
  'als (log)',
  'item (log)',
  'around (log)',
  'recent (log)',
  'next (log)',
  'popularity within 0.25 years',
  'ratings',
  'genres',
].map((name) => FEATURES.findIndex((feature) => feature.name === name));

/** What `popular` says, out of a matrix of all columns: rows × COLUMNS → rows × 1. */
export function popularityAlone(matrix: Float64Array): Float64Array {
  const rows = matrix.length / COLUMNS.length;
  return Float64Array.from({ length: rows }, (_, row) => matrix[row * COLUMNS.length + POPULAR]!);
}

/** The columns that weights are learned for: the features, then those that are crossed with the length of the history. */
export const COLUMNS: readonly string[] = [
  ...FEATURES.map(({ name }) => name),
  ...CROSSED.map((column) => crossedName(column)),
];

function crossedName(column: number): string {
  return `${FEATURES[column]!.name} × length of history`;
}

/** Adds the crossed columns to a matrix of features: rows × FEATURES → rows × COLUMNS. */
export function crossed(features: Float64Array, length: number): Float64Array {
  const rows = features.length / FEATURES.length;
  const matrix = new Float64Array(rows * COLUMNS.length);
  for (let row = 0; row < rows; row++) {
    const own = features.subarray(row * FEATURES.length, (row + 1) * FEATURES.length);
    matrix.set(own, row * COLUMNS.length);
    CROSSED.forEach((column, at) => {
      matrix[row * COLUMNS.length + FEATURES.length + at] = own[column]! * (length - USUAL_LENGTH);
    });
  }
  return matrix;
}

/** What is learned for every kind of person. */
export interface LearnedWeights {
  readonly usual: BlendWeights;
  readonly newcomer: BlendWeights;
  /** Per unit of what `popular` says, where nothing else is looked at. */
  readonly popular: number;
}

/**
 * The weights for a history of a length (ln(ratings)): a newcomer's for up to twelve ratings, the usual ones from the shortest
 * history that those were fitted on (16 at least), and between them a mixture that goes by the logarithm. Popularity counts
 * like one more rating: of n ratings a newcomer's weights have the share n / (n + 1), it alone the rest.
 */
export function weightsFor({ usual, newcomer, popular }: LearnedWeights, length: number): PersonWeights {
  const known = Math.max(KNOWN, usual.range[0]);
  const share = Math.min(1, Math.max(0, (length - NEWCOMER) / (known - NEWCOMER)));
  const coefficients = new Float64Array(FEATURES.length);
  let bias = 0;
  const ratings = Math.exp(length);
  const trusted = ratings / (ratings + 1);
  coefficients[POPULAR] = (1 - share) * (1 - trusted) * popular;
  for (const [weights, part] of [
    [usual, share],
    [newcomer, (1 - share) * trusted],
  ] as const) {
    if (part === 0) continue;
    const factor = Math.min(Math.max(length, weights.range[0]), weights.range[1]) - USUAL_LENGTH;
    bias += part * weights.bias;
    FEATURES.forEach(({ name }, at) => (coefficients[at]! += part * (weights.coefficients[name] ?? 0)));
    for (const at of CROSSED)
      coefficients[at]! += part * factor * (weights.coefficients[crossedName(at)] ?? 0);
  }
  return { coefficients, bias };
}
