import type { RatingColumns } from '#model';
import { rowsByUser, splitByMark } from '#splits/rating-columns';
import type { Split } from '#splits/rating-columns';

/** Per person, the last floor(share × ratings) rows by time go to test; rows of one second keep their order. */
export function userTimeSplit(ratings: RatingColumns, { share }: { readonly share: number }): Split {
  const inTest = new Uint8Array(ratings.users.length);
  for (const rows of rowsByUser(ratings).values()) {
    const byTime = rows.slice().sort((a, b) => ratings.times[a]! - ratings.times[b]! || a - b);
    for (const row of byTime.subarray(rows.length - Math.floor(share * rows.length))) inTest[row] = 1;
  }
  return splitByMark(ratings, inTest);
}
