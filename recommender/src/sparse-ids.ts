import type { RatingColumns } from '#model';
import { rowLookup } from '#row-lookup';

/** Above this span of ids a search among them is leaner than a table. */
const TABLE_LIMIT = 1 << 24;

/** The different ids of a column, ascending, and the way back from an id to its position. */
export function idMap(column: Int32Array): { ids: Int32Array; position: (id: number) => number } {
  let low = Infinity;
  let high = -Infinity;
  for (const id of column) {
    if (id < low) low = id;
    if (id > high) high = id;
  }
  if (column.length === 0) return { ids: new Int32Array(0), position: () => -1 };
  if (high - low >= TABLE_LIMIT) return wideIdMap(column);
  const table = new Int32Array(high - low + 1);
  for (const id of column) table[id - low] = 1;
  let count = 0;
  for (let k = 0; k < table.length; k++) table[k] = table[k] ? ++count : 0;
  const ids = new Int32Array(count);
  for (let k = 0; k < table.length; k++) if (table[k]! > 0) ids[table[k]! - 1] = k + low;
  return { ids, position: (id) => (table[id - low] ?? 0) - 1 };
}

function wideIdMap(column: Int32Array): { ids: Int32Array; position: (id: number) => number } {
  const ids = Int32Array.from(new Set(column)).sort();
  const row = rowLookup(ids);
  return { ids, position: (id) => row(id) ?? -1 };
}

interface Ids {
  readonly ids: Int32Array;
  readonly position: (id: number) => number;
}

/** The same columns, or, where one person rated one film more than once, a copy with the latest rating alone. */
export function dropRepeats(ratings: RatingColumns, users: Ids, movies: Ids): RatingColumns {
  const count = ratings.values.length;
  const { start, order } = byUser(ratings.users, users);
  const owner = new Int32Array(movies.ids.length).fill(-1);
  const latest = new Int32Array(movies.ids.length);
  const dropped = new Set<number>();
  for (let user = 0; user < users.ids.length; user++) {
    for (let at = start[user]!; at < start[user + 1]!; at++) {
      const k = order === undefined ? at : order[at]!;
      const movie = movies.position(ratings.movies[k]!);
      if (owner[movie] === user) {
        const older = ratings.times[latest[movie]!]! > ratings.times[k]! ? k : latest[movie]!;
        dropped.add(older);
        if (older === k) continue;
      }
      owner[movie] = user;
      latest[movie] = k;
    }
  }
  if (dropped.size === 0) return ratings;
  const kept = Int32Array.from({ length: count }, (_, k) => k).filter((k) => !dropped.has(k));
  return {
    users: kept.map((k) => ratings.users[k]!),
    movies: kept.map((k) => ratings.movies[k]!),
    values: Float32Array.from(kept, (k) => ratings.values[k]!),
    times: Float64Array.from(kept, (k) => ratings.times[k]!),
  };
}

/**
 * Positions sorted by user: those of user u stand from start[u] on, in `order`. Marking films per user then finds repeats in linear
 * time, without a key per pair. `order` is undefined where the positions are sorted already, as most sources have them.
 */
function byUser(column: Int32Array, users: Ids): { start: Int32Array; order: Int32Array | undefined } {
  const start = new Int32Array(users.ids.length + 1);
  let isSorted = true;
  for (let k = 0; k < column.length; k++) {
    start[users.position(column[k]!) + 1]!++;
    if (k > 0 && column[k]! < column[k - 1]!) isSorted = false;
  }
  for (let row = 1; row < start.length; row++) start[row]! += start[row - 1]!;
  if (isSorted) return { start, order: undefined };
  const next = start.slice();
  const order = new Int32Array(column.length);
  for (let k = 0; k < column.length; k++) order[next[users.position(column[k]!)]!++] = k;
  return { start, order };
}
