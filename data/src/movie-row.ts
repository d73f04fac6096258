import type { Movie, MovieSummary } from '@marquee/contract/movie';

/** A movie with what only the server needs: whose ids these are, and its further titles. */
export type StoredMovie = Movie & { readonly source: string; readonly aliases: readonly string[] };

/** What an import knows of a movie; statistics come from the ratings and from the source's own votes. */
export type NewMovie = Omit<StoredMovie, 'ratingCount' | 'ratingMean' | 'popularity'> & {
  /** Votes that the source counts without saying whose they are (IMDb, TMDB), and their mean in stars. */
  readonly voteCount?: number;
  readonly voteMean?: number | null;
};

const COUNT_COLUMN = '(m.rating_count + m.vote_count)';
/** SQL of the plain mean in stars of table alias `m`; null where nobody has rated. */
export const MEAN_COLUMN = `CASE WHEN ${COUNT_COLUMN} > 0
  THEN ((m.half_star_sum / 2.0 + m.vote_count * coalesce(m.vote_mean, 0)) / ${COUNT_COLUMN})::float8 END`;

/** Select list that gives a MovieSummary of table alias `m`. */
export const SUMMARY_COLUMNS = `m.id, m.title, m.original_title AS "originalTitle", m.year, m.runtime, m.genres,
  m.languages, m.countries, m.directors, m.actors, m.moods, m.overview, m.poster_path AS "posterPath",
  ${COUNT_COLUMN} AS "ratingCount", ${MEAN_COLUMN} AS "ratingMean"`;

/** Select list that gives a StoredMovie of table alias `m`. */
export const MOVIE_COLUMNS = `${SUMMARY_COLUMNS}, m.keywords, m.tagline, m.imdb_id AS "imdbId", m.tmdb_id AS "tmdbId",
  m.popularity, m.source, m.aliases`;

/** Select list for `json_build_object`: a MovieSummary inside another row. */
export const SUMMARY_JSON = `json_build_object('id', m.id, 'title', m.title, 'originalTitle', m.original_title,
  'year', m.year, 'runtime', m.runtime, 'genres', m.genres, 'languages', m.languages, 'countries', m.countries,
  'directors', m.directors, 'actors', m.actors, 'moods', m.moods, 'overview', m.overview,
  'posterPath', m.poster_path, 'ratingCount', ${COUNT_COLUMN}, 'ratingMean', ${MEAN_COLUMN})`;

export type { Movie, MovieSummary };
