import type { RatingMatrix, SparseRows } from '#sparse-matrix';
import { transpose } from '#sparse-matrix';

/** The `limit` most-rated movies of a matrix (ties by id), people and their means unchanged; the matrix itself when all fit. */
export function selectMovies(matrix: RatingMatrix, limit: number): RatingMatrix {
  if (matrix.movieIds.length <= limit) return matrix;
  const { start, index, level } = matrix.byMovie;
  const count = (row: number): number => start[row + 1]! - start[row]!;
  const rows = Int32Array.from(matrix.movieIds, (_, row) => row)
    .sort((a, b) => count(b) - count(a) || a - b)
    .subarray(0, limit)
    .sort();
  const kept: SparseRows = rowsFor(
    rows.length,
    rows.reduce((sum, row) => sum + count(row), 0),
  );
  rows.forEach((row, at) => {
    const to = kept.start[at]!;
    kept.index.set(index.subarray(start[row]!, start[row + 1]!), to);
    kept.level.set(level.subarray(start[row]!, start[row + 1]!), to);
    kept.start[at + 1] = to + count(row);
  });
  const byUser = rowsFor(matrix.userIds.length, kept.index.length);
  transpose(kept, byUser);
  return { ...matrix, movieIds: rows.map((row) => matrix.movieIds[row]!), byMovie: kept, byUser };
}

function rowsFor(rows: number, entries: number): SparseRows {
  return { start: new Int32Array(rows + 1), index: new Int32Array(entries), level: new Uint8Array(entries) };
}
