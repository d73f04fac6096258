import type { RatingColumns } from '#model';

export interface Split {
  readonly train: RatingColumns;
  readonly test: RatingColumns;
}

/** The given rows of the columns, in the given order. */
export function takeRows(ratings: RatingColumns, rows: ArrayLike<number>): RatingColumns {
  const n = rows.length;
  const taken = {
    users: new Int32Array(n),
    movies: new Int32Array(n),
    values: new Float32Array(n),
    times: new Float64Array(n),
  };
  for (let index = 0; index < n; index++) {
    const row = rows[index]!;
    taken.users[index] = ratings.users[row]!;
    taken.movies[index] = ratings.movies[row]!;
    taken.values[index] = ratings.values[row]!;
    taken.times[index] = ratings.times[row]!;
  }
  return taken;
}

/** All rows of some people, in their order. */
export function ratingsOf(ratings: RatingColumns, people: ReadonlySet<number>): RatingColumns {
  const rows: number[] = [];
  ratings.users.forEach((user, row) => {
    if (people.has(user)) rows.push(row);
  });
  return takeRows(ratings, rows);
}

/** Row numbers of each person, people in ascending id, rows in their order in the columns. */
export function rowsByUser(ratings: RatingColumns): Map<number, Int32Array> {
  const counts = new Map<number, number>();
  for (const user of ratings.users) counts.set(user, (counts.get(user) ?? 0) + 1);
  const rows = new Map<number, Int32Array>();
  for (const user of [...counts.keys()].sort((a, b) => a - b)) {
    rows.set(user, new Int32Array(counts.get(user)!));
  }
  const filled = new Map<number, number>();
  ratings.users.forEach((user, row) => {
    const place = filled.get(user) ?? 0;
    rows.get(user)![place] = row;
    filled.set(user, place + 1);
  });
  return rows;
}

/** Splits by a mark for each row: 1 goes to test. */
export function splitByMark(ratings: RatingColumns, inTest: Uint8Array): Split {
  const train: number[] = [];
  const test: number[] = [];
  inTest.forEach((mark, row) => (mark === 1 ? test : train).push(row));
  return { train: takeRows(ratings, train), test: takeRows(ratings, test) };
}
