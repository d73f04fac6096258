import type { Movie, MovieSummary } from '@marquee/contract/movie';

/** A movie with what only the server needs: whose ids these are, and its further titles. */
export type StoredMovie = Movie & { readonly source: string; readonly aliases: readonly string[] };

/** What an import knows of a movie; statistics come from the ratings. */
export type NewMovie = Omit<StoredMovie, 'ratingCount' | 'ratingMean' | 'popularity'>;

const MEAN = 'CASE WHEN m.rating_count > 0 THEN (m.half_star_sum / 2.0 / m.rating_count)::float8 END';

/** Select list that gives a MovieSummary of table alias `m`. */
export const SUMMARY_COLUMNS = `m.id, m.title, m.original_title AS "originalTitle", m.year, m.runtime, m.genres,
  m.languages, m.countries, m.directors, m.actors, m.moods, m.overview, m.poster_path AS "posterPath",
  m.rating_count AS "ratingCount", ${MEAN} AS "ratingMean"`;

/** Select list that gives a StoredMovie of table alias `m`. */
export const MOVIE_COLUMNS = `${SUMMARY_COLUMNS}, m.keywords, m.tagline, m.imdb_id AS "imdbId", m.tmdb_id AS "tmdbId",
  m.popularity, m.source, m.aliases`;

/** Select list for `json_build_object`: a MovieSummary inside another row. */
export const SUMMARY_JSON = `json_build_object('id', m.id, 'title', m.title, 'originalTitle', m.original_title,
  'year', m.year, 'runtime', m.runtime, 'genres', m.genres, 'languages', m.languages, 'countries', m.countries,
  'directors', m.directors, 'actors', m.actors, 'moods', m.moods, 'overview', m.overview,
  'posterPath', m.poster_path, 'ratingCount', m.rating_count, 'ratingMean', ${MEAN})`;

export type { Movie, MovieSummary };
