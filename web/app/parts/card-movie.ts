import type { MovieSummary } from '@marquee/contract/movie';

/** What a card needs of a film; the rest need not travel. */
export type CardMovie = Pick<
  MovieSummary,
  'id' | 'title' | 'year' | 'genres' | 'moods' | 'directors' | 'posterPath' | 'ratingMean'
>;

export const cardOf = ({ id, title, year, genres, moods, directors, posterPath, ratingMean }: MovieSummary): CardMovie => ({
  id, title, year, genres, moods, directors: directors.slice(0, 1), posterPath, ratingMean,
}); // prettier-ignore
