import { seededRandom } from '#random';

const ROUNDS = 24;

/** `count` vectors of `dims` numbers, one after the other. */
export interface Points {
  readonly values: Float32Array;
  readonly count: number;
  readonly dims: number;
}

/**
 * The points in the `axes` directions in which they vary most, centred (principal component analysis): the leading
 * eigenvectors of the covariance C = XᵀX/n by orthogonal iteration, Q ← orth(C·Q), as in Golub and Van Loan,
 * Matrix Computations, 8.2.4.
 */
export function principalAxes({ values, count, dims }: Points, axes: number, seed = 1): Points {
  const wanted = Math.min(axes, dims, Math.max(1, count - 1));
  const centred = centre(values, count, dims);
  const covariance = covarianceOf(centred, count, dims);
  const random = seededRandom(seed);
  let basis = Float64Array.from({ length: wanted * dims }, () => random() - 0.5);
  orthonormalise(basis, wanted, dims);
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(wanted * dims);
    for (let axis = 0; axis < wanted; axis++) {
      for (let row = 0; row < dims; row++) {
        let sum = 0;
        for (let k = 0; k < dims; k++) sum += covariance[row * dims + k]! * basis[axis * dims + k]!;
        next[axis * dims + row] = sum;
      }
    }
    orthonormalise(next, wanted, dims);
    basis = next;
  }
  const projected = new Float32Array(count * wanted);
  for (let point = 0; point < count; point++) {
    for (let axis = 0; axis < wanted; axis++) {
      let sum = 0;
      for (let k = 0; k < dims; k++) sum += centred[point * dims + k]! * basis[axis * dims + k]!;
      projected[point * wanted + axis] = sum;
    }
  }
  return { values: projected, count, dims: wanted };
}

function centre(values: Float32Array, count: number, dims: number): Float32Array {
  const mean = new Float64Array(dims);
  for (let at = 0; at < count * dims; at++) mean[at % dims]! += values[at]! / count;
  return values.map((value, at) => value - mean[at % dims]!);
}

function covarianceOf(centred: Float32Array, count: number, dims: number): Float64Array {
  const covariance = new Float64Array(dims * dims);
  for (let point = 0; point < count; point++) {
    const from = point * dims;
    for (let row = 0; row < dims; row++) {
      const value = centred[from + row]! / count;
      const to = row * dims;
      for (let column = row; column < dims; column++)
        covariance[to + column]! += value * centred[from + column]!;
    }
  }
  for (let row = 0; row < dims; row++)
    for (let column = 0; column < row; column++)
      covariance[row * dims + column] = covariance[column * dims + row]!;
  return covariance;
}

/** Gram and Schmidt in place, in the order of the axes. */
function orthonormalise(basis: Float64Array, axes: number, dims: number): void {
  for (let axis = 0; axis < axes; axis++) {
    const own = basis.subarray(axis * dims, (axis + 1) * dims);
    for (let before = 0; before < axis; before++) {
      const other = basis.subarray(before * dims, (before + 1) * dims);
      let along = 0;
      for (let k = 0; k < dims; k++) along += own[k]! * other[k]!;
      for (let k = 0; k < dims; k++) own[k]! -= along * other[k]!;
    }
    let length = 0;
    for (let k = 0; k < dims; k++) length += own[k]! ** 2;
    length = Math.sqrt(length);
    // A direction in which nothing varies stays zero.
    for (let k = 0; k < dims; k++) own[k] = length > 1e-12 ? own[k]! / length : 0;
  }
}
