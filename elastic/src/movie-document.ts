import type { estypes } from '@elastic/elasticsearch';
import type { Movie } from '@marquee/contract/movie';

export const VECTOR_DIMENSIONS = 384;

/** A movie in Elasticsearch. The mapping below is typed by it: a new field without a mapping does not compile. */
export interface MovieDocument {
  readonly id: number;
  readonly title: string;
  /** Original and alternative titles. */
  readonly otherTitles: readonly string[];
  readonly originalTitle: string | null;
  readonly directors: readonly string[];
  readonly actors: readonly string[];
  readonly overview: string | null;
  readonly tagline: string | null;
  readonly keywords: readonly string[];
  readonly genres: readonly string[];
  readonly moods: readonly string[];
  readonly languages: readonly string[];
  readonly countries: readonly string[];
  readonly year: number | null;
  readonly decade: number | null;
  readonly runtime: number | null;
  readonly ratingMean: number | null;
  readonly ratingCount: number;
  /** 0 to 1; see data's statistics. */
  readonly popularity: number;
  readonly posterPath: string | null;
  readonly imdbId: string | null;
  readonly tmdbId: number | null;
  /** Sentence embedding of unit length; absent until the movie has been embedded. */
  readonly vector?: readonly number[];
}

type Property = estypes.MappingProperty;

/** What tells the plot: questions about it are widened by other words for the same. */
const plot = { analyzer: 'english_text', search_analyzer: 'english_question' } as const;
const keyword: Property = { type: 'keyword', ignore_above: 256 };
/** Names of people: whole for filters and facets, in words for search. */
const people: Property = {
  type: 'keyword',
  ignore_above: 256,
  fields: { words: { type: 'text', analyzer: 'names', norms: false } },
  copy_to: ['people', 'credits'],
};

const otherTitle: Property = {
  type: 'text',
  analyzer: 'titles',
  copy_to: ['titles'],
  fields: { sort: { type: 'keyword', normalizer: 'folded', ignore_above: 256 } },
};

export const MOVIE_PROPERTIES = {
  id: { type: 'integer' },
  title: {
    type: 'text',
    analyzer: 'titles',
    copy_to: ['titles'],
    fields: {
      stemmed: { type: 'text', ...plot },
      sort: { type: 'keyword', normalizer: 'folded' },
    },
  },
  otherTitles: otherTitle,
  originalTitle: otherTitle,
  directors: people,
  actors: people,
  overview: { type: 'text', ...plot, term_vector: 'with_positions_offsets' },
  tagline: { type: 'text', ...plot },
  keywords: { type: 'text', ...plot, fields: { whole: keyword } },
  genres: keyword,
  moods: keyword,
  languages: keyword,
  countries: keyword,
  year: { type: 'short' },
  decade: { type: 'short' },
  runtime: { type: 'short' },
  ratingMean: { type: 'float' },
  ratingCount: { type: 'integer' },
  popularity: { type: 'float' },
  posterPath: { type: 'keyword', index: false, doc_values: false },
  imdbId: keyword,
  tmdbId: { type: 'integer' },
  vector: {
    type: 'dense_vector',
    dims: VECTOR_DIMENSIONS,
    index: true,
    similarity: 'cosine',
    index_options: { type: 'int8_hnsw' },
  },
} as const satisfies Record<keyof MovieDocument, Property>;

/** For matching alone: neither how often nor where nor in how long a text. */
const bare = { norms: false, index_options: 'docs' } as const;

/** Fields that Elasticsearch fills by copying; never part of a document. */
export const COPIED_PROPERTIES = {
  titles: {
    type: 'text',
    analyzer: 'titles',
    fields: {
      joined: { type: 'text', analyzer: 'joined_titles', ...bare },
      edges: { type: 'text', analyzer: 'title_prefixes', search_analyzer: 'titles', ...bare },
      joined_edges: {
        type: 'text',
        analyzer: 'joined_title_prefixes',
        search_analyzer: 'joined_titles',
        ...bare,
      },
    },
  },
  people: {
    type: 'text',
    analyzer: 'names',
    norms: false,
    fields: { edges: { type: 'text', analyzer: 'title_prefixes', search_analyzer: 'names', ...bare } },
  },
  /** Each person once a film, whatever they did. */
  credits: keyword,
} as const satisfies Record<string, Property>;

/** Turns a movie (and its embedding, if any) into its document. */
export function movieDocument(
  movie: Movie,
  otherTitles: readonly string[],
  vector?: Float32Array,
): MovieDocument {
  return {
    id: movie.id,
    title: movie.title,
    otherTitles,
    originalTitle: movie.originalTitle,
    directors: movie.directors,
    actors: movie.actors,
    overview: movie.overview,
    tagline: movie.tagline,
    keywords: movie.keywords,
    genres: movie.genres,
    moods: movie.moods,
    languages: movie.languages,
    countries: movie.countries,
    year: movie.year,
    decade: movie.year === null ? null : Math.floor(movie.year / 10) * 10,
    runtime: movie.runtime,
    ratingMean: movie.ratingMean,
    ratingCount: movie.ratingCount,
    popularity: movie.popularity,
    posterPath: movie.posterPath,
    imdbId: movie.imdbId,
    tmdbId: movie.tmdbId,
    ...(vector === undefined ? {} : { vector: Array.from(vector) }),
  };
}
