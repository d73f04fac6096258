import { EntitySchema } from 'typeorm';

/** What people say about films. */
export interface RatingRow {
  userId: number;
  movieId: number;
  /** Stars times two: 1 to 10, so that halves are exact in two bytes. */
  halfStars: number;
  ratedAt: Date;
}

export const ratingEntity = new EntitySchema<RatingRow>({
  name: 'Rating',
  tableName: 'ratings',
  columns: {
    ratedAt: { type: 'timestamptz', name: 'rated_at' },
    userId: { type: 'integer', name: 'user_id', primary: true },
    movieId: { type: 'integer', name: 'movie_id', primary: true },
    halfStars: { type: 'smallint', name: 'half_stars' },
  },
});

/** A rating whose film the present catalogue lacks; it comes back with the film. */
export interface StrayRatingRow {
  userId: number;
  source: string;
  movieId: number;
  title: string;
  foldedTitles: string[];
  year: number | null;
  imdbId: string | null;
  tmdbId: number | null;
  halfStars: number;
  ratedAt: Date;
}

export const strayRatingEntity = new EntitySchema<StrayRatingRow>({
  name: 'StrayRating',
  tableName: 'stray_ratings',
  columns: {
    userId: { type: 'integer', name: 'user_id', primary: true },
    source: { type: 'text', primary: true },
    movieId: { type: 'integer', name: 'movie_id', primary: true },
    title: { type: 'text' },
    foldedTitles: { type: 'text', name: 'folded_titles', array: true },
    year: { type: 'smallint', nullable: true },
    imdbId: { type: 'text', name: 'imdb_id', nullable: true },
    tmdbId: { type: 'integer', name: 'tmdb_id', nullable: true },
    halfStars: { type: 'smallint', name: 'half_stars' },
    ratedAt: { type: 'timestamptz', name: 'rated_at' },
  },
});

export interface WatchlistRow {
  userId: number;
  movieId: number;
  addedAt: Date;
}

export const watchlistEntity = new EntitySchema<WatchlistRow>({
  name: 'Watchlist',
  tableName: 'watchlist',
  columns: {
    userId: { type: 'integer', name: 'user_id', primary: true },
    movieId: { type: 'integer', name: 'movie_id', primary: true },
    addedAt: { type: 'timestamptz', name: 'added_at', createDate: true },
  },
});

export interface PreferencesRow {
  userId: number;
  value: unknown;
  updatedAt: Date;
}

export const preferencesEntity = new EntitySchema<PreferencesRow>({
  name: 'Preferences',
  tableName: 'preferences',
  columns: {
    userId: { type: 'integer', name: 'user_id', primary: true },
    value: { type: 'jsonb' },
    updatedAt: { type: 'timestamptz', name: 'updated_at', updateDate: true },
  },
});

export interface HiddenRow {
  id: string;
  userId: number;
  scope: 'movie' | 'person' | 'genre';
  value: string;
  until: Date | null;
  createdAt: Date;
}

export const hiddenEntity = new EntitySchema<HiddenRow>({
  name: 'Hidden',
  tableName: 'hidden',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    userId: { type: 'integer', name: 'user_id' },
    scope: { type: 'text' },
    value: { type: 'text' },
    until: { type: 'timestamptz', nullable: true },
    createdAt: { type: 'timestamptz', name: 'created_at', createDate: true },
  },
});
