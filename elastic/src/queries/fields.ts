import type { MovieDocument } from '#movie-document';
import type { MovieSummary } from '@marquee/contract/movie';

/** The fields of a card. */
export const SUMMARY_FIELDS: (keyof MovieDocument & keyof MovieSummary)[] = [
  'id',
  'title',
  'originalTitle',
  'year',
  'runtime',
  'genres',
  'languages',
  'countries',
  'directors',
  'actors',
  'moods',
  'overview',
  'posterPath',
  'ratingCount',
  'ratingMean',
];
