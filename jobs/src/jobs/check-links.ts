import type { JobPayload } from '@marquee/contract/jobs';
import type { JobContext } from '#job-context';
import { done, nothingToDo } from '#outcome';
import type { Outcome } from '#outcome';
import { TmdbClient } from '#tmdb/tmdb-client';

const CHECKED_AGAIN_AFTER_DAYS = 30;
const ALL = 1_000_000;

/** Asks TMDB whether the movies' ids still exist; each answer is kept at once, so that a cut run goes on. */
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
  for (const [at, { id, tmdbId }] of links.entries()) {
    const isValid = await tmdb.exists(tmdbId);
    await database.movies.saveLinkCheck(id, isValid, new Date());
    if (!isValid) {
      invalid.push(tmdbId);
      context.log(`TMDB does not know ${tmdbId} (movie ${id})`);
    }
    context.progress((at + 1) / links.length, `${at + 1} of ${links.length} links`);
  }
  return done({ checked: links.length, invalid: invalid.length, examples: invalid.slice(0, 20) });
}
