import { Matrix } from 'ml-matrix';
import { eigenAxes } from '#eigen-axes';

/** `count` vectors of `dims` numbers, one after the other. */
export interface Points {
  readonly values: Float32Array;
  readonly count: number;
  readonly dims: number;
}

/**
 * The points in the `axes` directions in which they vary most, centred (principal component analysis): the leading
 * eigenvectors of the covariance C = XᵀX/n.
 */
export function principalAxes({ values, count, dims }: Points, axes: number): Points {
  const wanted = Math.min(axes, dims, Math.max(1, count - 1));
  const centred = centre(values, count, dims);
  const leading = eigenAxes(covarianceOf(centred, count, dims)).axes;
  const projected = new Float32Array(count * wanted);
  for (let point = 0; point < count; point++) {
    for (let axis = 0; axis < wanted; axis++) {
      const direction = leading[axis]!;
      let sum = 0;
      for (let k = 0; k < dims; k++) sum += centred[point * dims + k]! * direction[k]!;
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

function covarianceOf(centred: Float32Array, count: number, dims: number): Matrix {
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
  return Matrix.from1DArray(dims, dims, covariance);
}
