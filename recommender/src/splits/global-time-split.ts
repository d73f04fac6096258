import type { RatingColumns } from '#model';
import { splitByMark } from '#splits/rating-columns';
import type { Split } from '#splits/rating-columns';

/**
 * The last floor(share × ratings) rows of all go to test: nothing in train is later than anything in test.
 * People whose every rating is late are then without history, which is what a new person is.
 */
export function globalTimeSplit(ratings: RatingColumns, { share }: { readonly share: number }): Split {
  const n = ratings.times.length;
  const byTime = Uint32Array.from({ length: n }, (_, row) => row);
  byTime.sort((a, b) => ratings.times[a]! - ratings.times[b]! || a - b);
  const inTest = new Uint8Array(n);
  for (const row of byTime.subarray(n - Math.floor(share * n))) inTest[row] = 1;
  return splitByMark(ratings, inTest);
}
