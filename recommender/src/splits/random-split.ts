import type { RatingColumns } from '#model';
import { seededRandom, shuffle } from '#random';
import { rowsByUser, splitByMark } from '#splits/rating-columns';
import type { Split } from '#splits/rating-columns';

/**
 * Per person, floor(share × ratings) rows drawn by chance go to test.
 * @param options.share 0 to 1
 */
export function randomSplit(
  ratings: RatingColumns,
  { share, seed }: { readonly share: number; readonly seed: number },
): Split {
  const random = seededRandom(seed);
  const inTest = new Uint8Array(ratings.users.length);
  for (const rows of rowsByUser(ratings).values()) {
    const shuffled = rows.slice();
    shuffle(shuffled, random);
    for (const row of shuffled.subarray(0, Math.floor(share * rows.length))) inTest[row] = 1;
  }
  return splitByMark(ratings, inTest);
}
