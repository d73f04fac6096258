import { EntitySchema } from 'typeorm';

/** A row of `movies`; `contract`'s Movie is made of it in movie-row.ts. */
export interface MovieRow {
  id: number;
  /** Whose ids these are: `demo`, `movielens`, `movielens-100k`, `imdb`, `tmdb`. */
  source: string;
  title: string;
  originalTitle: string | null;
  /** Further titles, such as "12 Monkeys" for "Twelve Monkeys". */
  aliases: string[];
  /** All titles in the form that matching compares (see folding.ts). */
  foldedTitles: string[];
  year: number | null;
  runtime: number | null;
  genres: string[];
  languages: string[];
  countries: string[];
  directors: string[];
  actors: string[];
  keywords: string[];
  moods: string[];
  overview: string | null;
  tagline: string | null;
  imdbId: string | null;
  tmdbId: number | null;
  posterPath: string | null;
  ratingCount: number;
  /** Sum of all ratings in half-stars; bigint, hence text. */
  halfStarSum: string;
  /** Votes that the source counts without saying whose they are, and their mean in stars. */
  voteCount: number;
  voteMean: number | null;
  popularity: number;
  linkCheckedAt: Date | null;
  linkValid: boolean | null;
  enrichedAt: Date | null;
  updatedAt: Date;
}

const texts = { type: 'text', array: true, default: '{}' } as const;

export const movieEntity = new EntitySchema<MovieRow>({
  name: 'Movie',
  tableName: 'movies',
  columns: {
    id: { type: 'integer', primary: true },
    source: { type: 'text' },
    title: { type: 'text' },
    originalTitle: { type: 'text', name: 'original_title', nullable: true },
    aliases: texts,
    foldedTitles: { ...texts, name: 'folded_titles' },
    year: { type: 'smallint', nullable: true },
    runtime: { type: 'smallint', nullable: true },
    genres: texts,
    languages: texts,
    countries: texts,
    directors: texts,
    actors: texts,
    keywords: texts,
    moods: texts,
    overview: { type: 'text', nullable: true },
    tagline: { type: 'text', nullable: true },
    imdbId: { type: 'text', name: 'imdb_id', nullable: true },
    tmdbId: { type: 'integer', name: 'tmdb_id', nullable: true },
    posterPath: { type: 'text', name: 'poster_path', nullable: true },
    ratingCount: { type: 'integer', name: 'rating_count', default: 0 },
    halfStarSum: { type: 'bigint', name: 'half_star_sum', default: 0 },
    voteCount: { type: 'integer', name: 'vote_count', default: 0 },
    voteMean: { type: 'real', name: 'vote_mean', nullable: true },
    popularity: { type: 'real', default: 0 },
    linkCheckedAt: { type: 'timestamptz', name: 'link_checked_at', nullable: true },
    linkValid: { type: 'boolean', name: 'link_valid', nullable: true },
    enrichedAt: { type: 'timestamptz', name: 'enriched_at', nullable: true },
    updatedAt: { type: 'timestamptz', name: 'updated_at', updateDate: true },
  },
});
