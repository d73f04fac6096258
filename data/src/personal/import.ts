import type { ImportRatings, ImportRatingsResult } from '@marquee/contract/taste';
import type { Database } from '#database';
import type { Repositories } from '#repositories/all';
import { matchRows } from '#personal/match';
import { parsePersonalRatings } from '#personal/parse';

/** How many rows that found no film are named; the total is always given. */
const MOST_UNMATCHED = 500;

export interface PersonalImport extends ImportRatings {
  /** Called within the transaction that saves new or changed ratings, with their number. */
  readonly onSaved?: (repositories: Repositories, saved: number) => Promise<void>;
}

/**
 * Takes over a person's ratings from another site. A rating that was given here later than the file's stays; the same
 * file again changes nothing.
 * @throws ProblemError `invalid-input` for a file that cannot be read.
 */
export async function importPersonalRatings(
  database: Pick<Database, 'store' | 'transaction'>,
  userId: number,
  { csv, format, onSaved }: PersonalImport,
): Promise<ImportRatingsResult> {
  const parsed = await parsePersonalRatings(csv, format);
  const matches = await matchRows(database.store, parsed.rows);
  const now = new Date();
  const unmatched: { row: number; title: string; reason: string }[] = [];
  const latest = new Map<number, { movieId: number; rating: number; at: Date }>();
  let matched = 0;
  parsed.rows.forEach(({ row, title, rating, at, fault }, k) => {
    const match = matches[k]!;
    if ('reason' in match || rating === null) {
      const reason = fault ?? ('reason' in match ? match.reason : 'has no rating');
      unmatched.push({ row, title: title.slice(0, 200), reason });
      return;
    }
    matched++;
    const found = { movieId: match.movieId, rating, at: at ?? now };
    const before = latest.get(match.movieId);
    if (before === undefined || before.at <= found.at) latest.set(match.movieId, found);
  });
  const saved = await database.transaction(async (repositories) => {
    const put = await repositories.ratings.put(userId, [...latest.values()], { onlyNewer: true });
    if (put.saved > 0) await onSaved?.(repositories, put.saved);
    return put.saved;
  });
  return {
    format: parsed.format,
    rows: parsed.rows.length,
    imported: saved,
    unchanged: matched - saved,
    unmatched: unmatched.slice(0, MOST_UNMATCHED),
    unmatchedTotal: unmatched.length,
  };
}
