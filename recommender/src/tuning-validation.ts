import { ndcg } from '#metrics/ndcg';
import type { HoldOut, RatingColumns } from '#model';
import { seededRandom, shuffle } from '#random';
import type { RatingMatrix } from '#sparse-matrix';
import { ratingsOf } from '#splits/rating-columns';
import { randomSplit } from '#splits/random-split';
import { userTimeSplit } from '#splits/user-time-split';

/** A tenth, since what suits a sparser matrix is regularised more than what suits all ratings. */
const SHARE = 0.1;
/** Stars from which a held-out film counts as one to be found. */
const LIKED = 4;
const USERS_SCORED = 1500;

/** A part of the ratings held out, to compare parameters on. */
export interface Validation {
  readonly train: RatingColumns;
  readonly test: RatingColumns;
}

/**
 * Two held-out parts of the ratings: a tenth of each person's by chance, and the last tenth of each person's. Parameters
 * that do well on both suit people who rate what they have long known and people who come back. Where what is missing is
 * asked for (`random`), the second part is another tenth by chance.
 * @param options.most ratings to use at most; people are drawn by chance until there are so many
 */
export function validations(
  ratings: RatingColumns,
  { seed, most, holdOut }: { readonly seed: number; readonly most: number; readonly holdOut?: HoldOut },
): Validation[] {
  const sample = samplePeople(ratings, { seed, most });
  const byChance = (draw: number): Validation => randomSplit(sample, { share: SHARE, seed: draw });
  return [
    byChance(seed),
    holdOut === 'random' ? byChance(seed + 1) : userTimeSplit(sample, { share: SHARE }),
  ];
}

/**
 * The relative gain in quality that chance makes of two settings that are as good as each other: what one person's figure
 * changes by is about 40 % of its mean.
 */
export const gainByChance = (people: number): number => Math.max(0.005, 0.4 / Math.sqrt(people));

/** All ratings of people drawn by chance, about `most` ratings; everything when that is enough. */
export function samplePeople(
  ratings: RatingColumns,
  { seed, most }: { readonly seed: number; readonly most: number },
): RatingColumns {
  if (ratings.users.length <= most) return ratings;
  const people = Int32Array.from(new Set(ratings.users)).sort();
  shuffle(people, seededRandom(seed));
  const kept = new Set(people.subarray(0, Math.ceil((people.length * most) / ratings.users.length)));
  return ratingsOf(ratings, kept);
}

/** Measures scores of the people of a matrix against what was held out. */
export class Held {
  private readonly matrix: RatingMatrix;
  /** Row of a person, and the rows of the liked held-out movies (−1 and below for unknown ones). */
  private readonly relevant: readonly (readonly [number, ReadonlySet<number>])[];

  constructor(matrix: RatingMatrix, test: RatingColumns, seed: number) {
    this.matrix = matrix;
    const movieRow = new Map(Array.from(matrix.movieIds, (id, row) => [id, row]));
    const userRow = new Map(Array.from(matrix.userIds, (id, row) => [id, row]));
    const relevant = new Map<number, Set<number>>();
    test.users.forEach((user, k) => {
      const row = userRow.get(user);
      if (row === undefined || test.values[k]! < LIKED) return;
      const liked = relevant.get(row) ?? new Set<number>();
      liked.add(movieRow.get(test.movies[k]!) ?? -1 - k);
      relevant.set(row, liked);
    });
    const people = Int32Array.from(relevant.keys());
    shuffle(people, seededRandom(seed));
    this.relevant = Array.from(people.subarray(0, USERS_SCORED), (row) => [row, relevant.get(row)!]);
  }

  get people(): number {
    return this.relevant.length;
  }

  /**
   * The mean of NDCG@10 and NDCG@20 over the people.
   * @param score all movies' scores of the person in a row; what that person rated is left out here
   */
  quality(score: (user: number) => Float32Array): number {
    const { start, index } = this.matrix.byUser;
    let total = 0;
    for (const [user, liked] of this.relevant) {
      const scores = Float32Array.from(score(user));
      for (let k = start[user]!; k < start[user + 1]!; k++) scores[index[k]!] = -Infinity;
      const list = top(scores, 20);
      total += (ndcg(list, liked, 10) + ndcg(list, liked, 20)) / 2;
    }
    return total / Math.max(1, this.relevant.length);
  }
}

function top(scores: Float32Array, limit: number): number[] {
  const rows: number[] = [];
  let least = -Infinity;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    if (score <= least && rows.length === limit) continue;
    let at = rows.length;
    while (at > 0 && scores[rows[at - 1]!]! < score) at--;
    rows.splice(at, 0, row);
    if (rows.length > limit) rows.pop();
    if (rows.length === limit) least = scores[rows[limit - 1]!]!;
  }
  return rows;
}
