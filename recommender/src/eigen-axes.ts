import { EigenvalueDecomposition } from 'ml-matrix';
import type { Matrix } from 'ml-matrix';

/** The eigenvalues of a symmetric matrix and its eigenvectors (of length 1), the largest value first. */
export function eigenAxes(symmetric: Matrix): {
  readonly values: readonly number[];
  readonly axes: readonly (readonly number[])[];
} {
  const { realEigenvalues: values, eigenvectorMatrix } = new EigenvalueDecomposition(symmetric, {
    assumeSymmetric: true,
  });
  const order = values.map((_, at) => at).sort((a, b) => values[b]! - values[a]!);
  return {
    values: order.map((at) => values[at]!),
    axes: order.map((at) => eigenvectorMatrix.getColumn(at)),
  };
}
