import type { Movie } from '@marquee/contract/movie';
import type { Enrichment } from '@marquee/data/repositories/movies.repository';
import type { TmdbMovie } from '#tmdb/tmdb-movie';

const CAST = 12;
const KEYWORDS = 30;

/** What TMDB changes of a film: its facts where TMDB has any; keywords, overview and tagline only where the film has none. */
export function enrichment(
  movie: Pick<Movie, 'keywords' | 'overview' | 'tagline'>,
  found: TmdbMovie,
): Enrichment {
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
