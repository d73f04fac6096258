import type { JobPayload } from '@marquee/contract/jobs';
import type { Movie } from '@marquee/contract/movie';
import type { JobContext } from '#job-context';
import { done, nothingToDo } from '#outcome';
import type { Outcome } from '#outcome';
import { enrichment } from '#tmdb/enrichment';
import { sideBySide } from '#tmdb/side-by-side';
import { TmdbClient, UnreadableAnswer } from '#tmdb/tmdb-client';

const ALL = 1_000_000;
const LANES = 6;

/** Fills in what TMDB knows of the movies, the most popular first; each is kept at once, so that a cut run goes on. */
export async function enrich(
  context: JobContext,
  { limit = ALL, olderThanDays }: JobPayload<'enrich'>,
): Promise<Outcome> {
  const { database, environment, signal } = context;
  const tmdb = new TmdbClient(environment, signal);
  const movies = await database.movies.toEnrich(new Date(Date.now() - olderThanDays * 86_400_000), limit);
  if (movies.length === 0) return nothingToDo(`Every movie was enriched in the last ${olderThanDays} days.`);
  const counts = { enriched: 0, unknown: 0, unreadable: 0 };
  await sideBySide(movies, LANES, async (movie) => {
    await enrichOne(context, tmdb, { movie, counts });
    const at = counts.enriched + counts.unknown + counts.unreadable;
    context.progress(at / movies.length, `${at} of ${movies.length} movies`);
  });
  return done(counts);
}

async function enrichOne(
  { database, log }: JobContext,
  tmdb: TmdbClient,
  {
    movie,
    counts,
  }: { readonly movie: Movie; readonly counts: Record<'enriched' | 'unknown' | 'unreadable', number> },
): Promise<void> {
  try {
    const found = await tmdb.movie(movie.tmdbId!);
    if (found === undefined) {
      counts.unknown += 1;
      await database.movies.saveLinkCheck(movie.id, false, new Date());
      log(`TMDB does not know ${movie.tmdbId} (${movie.title})`);
    } else {
      counts.enriched += 1;
      await database.movies.saveEnrichment(movie.id, enrichment(movie, found), new Date());
    }
  } catch (error) {
    if (!(error instanceof UnreadableAnswer)) throw error;
    counts.unreadable += 1;
    log(error.message);
  }
}
