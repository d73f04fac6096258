import type { JobPayload } from '@marquee/contract/jobs';
import type { Movie } from '@marquee/contract/movie';
import type { Enrichment } from '@marquee/data/repositories/movies.repository';
import type { JobContext } from '#job-context';
import { done, nothingToDo } from '#outcome';
import type { Outcome } from '#outcome';
import { TmdbClient } from '#tmdb/tmdb-client';
import type { TmdbMovie } from '#tmdb/tmdb-client';

const ALL = 1_000_000;
const CAST = 12;
const KEYWORDS = 30;

/** Fills in what TMDB knows of the movies, the most popular first; each is kept at once, so that a cut run goes on. */
export async function enrich(
  context: JobContext,
  { limit = ALL, olderThanDays }: JobPayload<'enrich'>,
): Promise<Outcome> {
  const { database, environment, signal } = context;
  const tmdb = new TmdbClient(environment, signal);
  const movies = await database.movies.toEnrich(new Date(Date.now() - olderThanDays * 86_400_000), limit);
  if (movies.length === 0) return nothingToDo(`Every movie was enriched in the last ${olderThanDays} days.`);
  let [enriched, unknown] = [0, 0];
  for (const [at, movie] of movies.entries()) {
    const found = await tmdb.movie(movie.tmdbId!);
    if (found === undefined) {
      unknown += 1;
      await database.movies.saveLinkCheck(movie.id, false, new Date());
      context.log(`TMDB does not know ${movie.tmdbId} (${movie.title})`);
    } else {
      enriched += 1;
      await database.movies.saveEnrichment(movie.id, enrichment(movie, found), new Date());
    }
    context.progress((at + 1) / movies.length, `${at + 1} of ${movies.length} movies`);
  }
  return done({ enriched, unknown });
}

/** What changes: facts follow TMDB where it has any; words that are there already stay. */
export function enrichment(movie: Movie, found: TmdbMovie): Enrichment {
  const people = (job: string) =>
    filled(found.credits?.crew.filter((one) => one.job === job).map(({ name }) => name));
  const spoken = found.spoken_languages.map(({ iso_639_1 }) => iso_639_1);
  return {
    originalTitle: found.original_title || undefined,
    runtime: found.runtime || undefined,
    languages: filled([
      ...new Set([...(found.original_language ? [found.original_language] : []), ...spoken]),
    ]),
    countries: filled(found.production_countries.map(({ iso_3166_1 }) => iso_3166_1)),
    directors: people('Director'),
    actors: filled(found.credits?.cast.slice(0, CAST).map(({ name }) => name)),
    keywords:
      movie.keywords.length > 0
        ? undefined
        : filled(found.keywords?.keywords.slice(0, KEYWORDS).map(({ name }) => name)),
    overview: movie.overview ?? (found.overview || undefined),
    tagline: movie.tagline ?? (found.tagline || undefined),
    posterPath: found.poster_path || undefined,
    imdbId: found.imdb_id || undefined,
  };
}

const filled = (list: readonly string[] | undefined): string[] | undefined =>
  list === undefined || list.length === 0 ? undefined : [...new Set(list)];
