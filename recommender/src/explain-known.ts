import type { Contribution } from '#model';

/** What `explain` says of the rows of the known movies, and nothing of the others, in the movies' order. */
export function explainKnown(
  movieIds: readonly number[],
  table: { row(movieId: number): number | undefined },
  explain: (rows: readonly number[]) => Contribution[][],
): Contribution[][] {
  const rows = movieIds.map((id) => table.row(id));
  const explained = explain(rows.filter((row) => row !== undefined));
  let next = 0;
  return rows.map((row) => (row === undefined ? [] : explained[next++]!));
}
