import { Matrix } from 'ml-matrix';
import { alsModel } from '#als.model';
import type { AlsModel } from '#als.model';
import type { AlsParams } from '#als-params';
import { paddedFactors } from '#als-train';
import { eigenAxes } from '#eigen-axes';
import type { RatingMatrix } from '#sparse-matrix';

/** Factors of movies as another program computed them, in its own order. */
export interface GivenFactors {
  readonly movieIds: Int32Array;
  /** Movies × width, row-major. */
  readonly factors: Float32Array;
  readonly width: number;
}

/**
 * Makes the model `als` of movie factors that were computed elsewhere: brings them into the matrix's order, divides them by
 * `scale`, and turns them to their principal axes, where their Gram matrix is the diagonal that fold-in starts from.
 * A movie of the matrix without factors gets zeros; factors of other movies are left out.
 * @throws RangeError when a movie's factors are not all finite numbers
 */
export function alsOfFactors(given: {
  readonly found: GivenFactors;
  readonly scale: number;
  readonly matrix: RatingMatrix;
  readonly params: AlsParams;
  readonly seed: number;
  readonly tuning: unknown;
}): AlsModel {
  const { factors, diagonal } = toPrincipalAxes(inOrder(given), given.found.width);
  const { unobserved } = given.params;
  return alsModel({ ...given, factors, diagonal: diagonal.map((value) => unobserved * value) });
}

function inOrder({ found, scale, matrix }: Parameters<typeof alsOfFactors>[0]): Float64Array {
  const { movieIds, factors, width } = found;
  const rows = new Map(Array.from(matrix.movieIds, (id, row) => [id, row]));
  const ordered = new Float64Array(matrix.movieIds.length * width);
  movieIds.forEach((id, at) => {
    const row = rows.get(id);
    if (row === undefined) return;
    for (let j = 0; j < width; j++) {
      const value = factors[at * width + j]! / scale;
      if (!Number.isFinite(value)) throw new RangeError(`The factors of movie ${id} are not finite numbers.`);
      ordered[row * width + j] = value;
    }
  });
  return ordered;
}

/** Rotates rows of `width` numbers so that YᵀY is diagonal, the largest first, and pads them to a multiple of four. */
function toPrincipalAxes(
  rows: Float64Array,
  width: number,
): { factors: Float32Array; diagonal: Float32Array } {
  const f = paddedFactors(width);
  const gram = Matrix.zeros(width, width);
  for (let at = 0; at < rows.length; at += width)
    for (let i = 0; i < width; i++)
      for (let j = 0; j < width; j++) gram.set(i, j, gram.get(i, j) + rows[at + i]! * rows[at + j]!);
  const { values, axes } = eigenAxes(gram);
  const factors = new Float32Array((rows.length / width) * f);
  for (let row = 0; row * width < rows.length; row++)
    axes.forEach((axis, to) => {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += axis[j]! * rows[row * width + j]!;
      factors[row * f + to] = sum;
    });
  const diagonal = new Float32Array(f);
  values.forEach((value, to) => (diagonal[to] = Math.max(0, value)));
  return { factors, diagonal };
}
