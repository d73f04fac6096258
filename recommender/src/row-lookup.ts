/**
 * From an id to its row, or undefined. Ascending ids are searched by halves where they lie: a hash map of a million ids would take
 * 40 MB for each model that has one.
 */
export function rowLookup(ids: Int32Array): (id: number) => number | undefined {
  for (let row = 1; row < ids.length; row++) if (ids[row]! <= ids[row - 1]!) return byMap(ids);
  return (id) => {
    let [low, high] = [0, ids.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = ids[middle]!;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  };
}

function byMap(ids: Int32Array): (id: number) => number | undefined {
  const rows = new Map<number, number>();
  ids.forEach((id, row) => rows.set(id, row));
  return (id) => rows.get(id);
}

/** Rows of ids, −1 for unknown ones. */
export function rowsOf(ids: readonly number[], row: (id: number) => number | undefined): Int32Array {
  const rows = new Int32Array(ids.length);
  for (let at = 0; at < ids.length; at++) rows[at] = row(ids[at]!) ?? -1;
  return rows;
}

/** The values of rows, 0 for row −1. */
export function pickRows(values: Float32Array, rows: Int32Array): Float32Array {
  const picked = new Float32Array(rows.length);
  for (let at = 0; at < rows.length; at++) picked[at] = rows[at]! < 0 ? 0 : values[rows[at]!]!;
  return picked;
}
