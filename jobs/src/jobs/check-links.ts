import { join } from 'node:path';
import type { JobPayload } from '@marquee/contract/jobs';
import { writeLinkFiles } from '@marquee/data/cleaning/link-files';
import type { JobContext } from '#job-context';
import { done, nothingToDo } from '#outcome';
import type { Outcome } from '#outcome';
import { sideBySide } from '#tmdb/side-by-side';
import { TmdbClient } from '#tmdb/tmdb-client';

const CHECKED_AGAIN_AFTER_DAYS = 30;
const ALL = 1_000_000;
const LANES = 6;

/**
 * Asks TMDB whether the movies' ids still exist; each answer is kept at once, so that a cut run goes on. Then writes
 * `valid_links.csv` and `invalid_tmdb_ids.log` beside what the import wrote.
 */
export async function checkLinks(
  context: JobContext,
  { limit = ALL }: JobPayload<'check-links'>,
): Promise<Outcome> {
  const { database, environment, signal } = context;
  const tmdb = new TmdbClient(environment, signal);
  const before = new Date(Date.now() - CHECKED_AGAIN_AFTER_DAYS * 86_400_000);
  const links = await database.movies.toCheck(before, limit);
  if (links.length === 0)
    return nothingToDo(`Every link was checked in the last ${CHECKED_AGAIN_AFTER_DAYS} days.`);
  const invalid: number[] = [];
  let checked = 0;
  await sideBySide(links, LANES, async ({ id, tmdbId }) => {
    const isValid = await tmdb.exists(tmdbId);
    await database.movies.saveLinkCheck(id, isValid, new Date());
    if (!isValid) {
      invalid.push(tmdbId);
      context.log(`TMDB does not know ${tmdbId} (movie ${id})`);
    }
    checked += 1;
    context.progress(checked / links.length, `${checked} of ${links.length} links`);
  });
  const out = join(environment.MARQUEE_DATA, 'import');
  await writeLinkFiles(out, await database.movies.links());
  return done({
    checked,
    invalid: invalid.length,
    examples: invalid.sort((a, b) => a - b).slice(0, 20),
    files: [join(out, 'valid_links.csv'), join(out, 'invalid_tmdb_ids.log')],
  });
}
