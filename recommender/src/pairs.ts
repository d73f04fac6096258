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
  const seen = known.map((film) => {
    const towards = times(sigma, film.unit);
    return { ...film, towards, alone: inner(film.unit, towards) };
  });
  let best: [number, number] | undefined;
  let most = -Infinity;
  seen.forEach((left, at) => {
    for (const right of seen.slice(at + 1, at + 1 + NEARBY)) {
      // (a − b)ᵀ Σ (a − b), multiplied out, so that Σ is gone through once a film instead of once a pair.
      const told = left.alone + right.alone - 2 * inner(left.unit, right.towards);
      if (told > most) [best, most] = [[left.movieId, right.movieId], told];
    }
  });
  return best;
}

/** Σ, row-major, one judgement after the other: Σ − Σq qᵀΣ / (1 + qᵀΣq) (Sherman & Morrison 1950). */
function uncertainty(judged: readonly Float64Array[], width: number): Float64Array {
  const sigma = new Float64Array(width * width);
  for (let at = 0; at < width; at++) sigma[at * (width + 1)] = 1 / PRIOR;
  for (const unit of judged) {
    const towards = times(sigma, unit);
    const share = 1 / (1 + inner(unit, towards));
    for (let row = 0; row < width; row++) {
      const part = share * towards[row]!;
      for (let column = 0; column < width; column++) sigma[row * width + column]! -= part * towards[column]!;
    }
  }
  return sigma;
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const width = vector.length;
  const product = new Float64Array(width);
  for (let row = 0; row < width; row++) {
    let sum = 0;
    for (let column = 0; column < width; column++) sum += matrix[row * width + column]! * vector[column]!;
    product[row] = sum;
  }
  return product;
}

function inner(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += left[at]! * right[at]!;
  return sum;
}

function unitFactors(factors: Float32Array | undefined): Float64Array | undefined {
  if (factors === undefined) return undefined;
  const length = Math.hypot(...factors);
  return length === 0 ? undefined : Float64Array.from(factors, (value) => value / length);
}
