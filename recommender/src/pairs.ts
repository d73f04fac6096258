import { inverse, Matrix } from 'ml-matrix';

export interface PairRequest {
  /** Item factors of a movie, or undefined when the model does not know it. */
  readonly factorsOf: (movieId: number) => Float32Array | undefined;
  /** Movies that the person has judged. */
  readonly judged: readonly number[];
  /** Movies that may be asked about, the best known first. */
  readonly pool: readonly number[];
}

/** How far a judgement is trusted against what people are like in general. */
const PRIOR = 1;
/** Only films of about the same fame are compared, so that the answer tells taste and not what is known. */
const NEARBY = 15;

/**
 * The pair of movies whose comparison lowers the uncertainty about a person most.
 *
 * With a Gaussian prior on the person's factors x and linear judgements q·x, the uncertainty left is
 * Σ = (λI + Σ_judged q qᵀ)⁻¹, and an answer about a and b tells most where (q_a − q_b)ᵀ Σ (q_a − q_b) is largest
 * (D-optimal design; MacKay 1992). Factors are brought to unit length first, so that fame plays no part.
 * @returns undefined when the pool holds fewer than two known movies.
 */
export function mostTellingPair({ factorsOf, judged, pool }: PairRequest): [number, number] | undefined {
  const known = pool.flatMap((movieId) => {
    const unit = unitFactors(factorsOf(movieId));
    return unit === undefined ? [] : [{ movieId, unit }];
  });
  const width = known[0]?.unit.length;
  if (width === undefined) return undefined;
  const sigma = uncertainty(
    judged.flatMap((movieId) => unitFactors(factorsOf(movieId)) ?? []),
    width,
  );
  let best: [number, number] | undefined;
  let most = -Infinity;
  known.forEach((left, at) => {
    for (const right of known.slice(at + 1, at + 1 + NEARBY)) {
      const told = spread(sigma, left.unit, right.unit);
      if (told > most) [best, most] = [[left.movieId, right.movieId], told];
    }
  });
  return best;
}

function uncertainty(judged: readonly Float64Array[], width: number): Matrix {
  const information = Matrix.eye(width, width, PRIOR);
  for (const unit of judged) {
    for (let row = 0; row < width; row++) {
      for (let column = 0; column < width; column++) {
        information.set(row, column, information.get(row, column) + unit[row]! * unit[column]!);
      }
    }
  }
  return inverse(information);
}

function spread(sigma: Matrix, left: Float64Array, right: Float64Array): number {
  const difference = left.map((value, at) => value - right[at]!);
  let sum = 0;
  for (let row = 0; row < difference.length; row++) {
    for (let column = 0; column < difference.length; column++) {
      sum += difference[row]! * sigma.get(row, column) * difference[column]!;
    }
  }
  return sum;
}

function unitFactors(factors: Float32Array | undefined): Float64Array | undefined {
  if (factors === undefined) return undefined;
  const length = Math.hypot(...factors);
  return length === 0 ? undefined : Float64Array.from(factors, (value) => value / length);
}
