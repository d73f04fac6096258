import { ORDINARY } from '#kernel-memory';
import type { Allocator } from '#kernel-memory';
import type { RatingColumns } from '#model';
import { dropRepeats, idMap } from '#sparse-ids';
import { levelOf, personMean } from '#sparse-level';

/** One side of a sparse matrix: row r has entries start[r] to start[r + 1], columns ascending. */
export interface SparseRows {
  /** Rows + 1 offsets. */
  readonly start: Int32Array;
  /** The column of each entry. */
  readonly index: Int32Array;
  /** The level of each entry: its distance from the person's mean in one byte (see sparse-level.ts). */
  readonly level: Uint8Array;
}

/** Ratings as users × movies and as movies × users: ten bytes a rating. */
export interface RatingMatrix {
  /** External ids, ascending: row numbers are positions in here. */
  readonly userIds: Int32Array;
  readonly movieIds: Int32Array;
  readonly byUser: SparseRows;
  readonly byMovie: SparseRows;
  /** The mean of all ratings, stars. */
  readonly mean: number;
  /** Each person's mean, drawn toward the mean of all (see personMean). */
  readonly userMeans: Float32Array;
}

/** Bytes of kernel memory that `buildMatrix` takes at most for so many ratings, users and movies. */
export function matrixBytes(ratings: number, users: number, movies: number): number {
  return ratings * 10 + (users + movies) * 4 + 256;
}

export interface MatrixOptions {
  /** Where the matrix lies; ordinary memory when absent. */
  readonly allocate?: (ratings: number, users: number, movies: number) => Allocator;
  /** Called once the columns are not read any more, before half of the matrix is written: whoever needs them no longer may give them up. */
  readonly taken?: () => void;
}

/** Sorts rating columns into a matrix; of several ratings of one film by one person the latest counts. */
export function buildMatrix(
  given: RatingColumns,
  { allocate = () => ORDINARY, taken }: MatrixOptions = {},
): RatingMatrix {
  const users = idMap(given.users);
  const movies = idMap(given.movies);
  const ratings = dropRepeats(given, users, movies);
  const count = ratings.values.length;
  const { means, mean } = userMeans(ratings, users);
  const memory = allocate(count, users.ids.length, movies.ids.length);
  const byUser = emptyRows(memory, count, users.ids.length);
  const byMovie = emptyRows(memory, count, movies.ids.length);
  fillByMovie(byMovie, ratings, users, movies, means);
  taken?.();
  transpose(byMovie, byUser);
  transpose(byUser, byMovie);
  return { userIds: users.ids, movieIds: movies.ids, byUser, byMovie, mean, userMeans: means };
}

/** The mean rating, in stars, while there is none. */
const NEUTRAL = 3.5;

interface Ids {
  readonly ids: Int32Array;
  readonly position: (id: number) => number;
}

function userMeans(ratings: RatingColumns, users: Ids): { means: Float32Array; mean: number } {
  const sums = new Float64Array(users.ids.length);
  const counts = new Int32Array(users.ids.length);
  let total = 0;
  for (let k = 0; k < ratings.values.length; k++) {
    const user = users.position(ratings.users[k]!);
    sums[user]! += ratings.values[k]!;
    counts[user]!++;
    total += ratings.values[k]!;
  }
  const mean = ratings.values.length > 0 ? total / ratings.values.length : NEUTRAL;
  return {
    mean,
    means: Float32Array.from(sums, (sum, user) => personMean({ sum, count: counts[user]!, mean })),
  };
}

function emptyRows(memory: Allocator, entries: number, rows: number): SparseRows {
  return { start: memory.int32(rows + 1), index: memory.int32(entries), level: memory.uint8(entries) };
}

function fillByMovie(
  rows: SparseRows,
  ratings: RatingColumns,
  users: Ids,
  movies: Ids,
  means: Float32Array,
): void {
  const { start, index, level } = rows;
  for (const movie of ratings.movies) start[movies.position(movie) + 1]!++;
  for (let row = 1; row < start.length; row++) start[row]! += start[row - 1]!;
  const next = Int32Array.from(start);
  for (let k = 0; k < ratings.values.length; k++) {
    const user = users.position(ratings.users[k]!);
    const at = next[movies.position(ratings.movies[k]!)]!++;
    index[at] = user;
    level[at] = levelOf(ratings.values[k]! - means[user]!);
  }
}

/** Writes the transpose of `from` into `to`; columns come out ascending, whatever their order was. */
export function transpose(from: SparseRows, to: SparseRows): void {
  to.start.fill(0);
  for (const column of from.index) to.start[column + 1]!++;
  for (let row = 1; row < to.start.length; row++) to.start[row]! += to.start[row - 1]!;
  const next = Int32Array.from(to.start);
  for (let row = 0; row + 1 < from.start.length; row++) {
    for (let k = from.start[row]!; k < from.start[row + 1]!; k++) {
      const at = next[from.index[k]!]!++;
      to.index[at] = row;
      to.level[at] = from.level[k]!;
    }
  }
}
