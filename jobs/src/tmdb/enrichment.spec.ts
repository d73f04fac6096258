import type { Movie } from '@marquee/contract/movie';
import { describe, expect, it } from 'vitest';
import { enrichment } from '#tmdb/enrichment';

const aMovie = (facts: Partial<Movie> = {}): Movie => ({
  id: 1,
  title: 'Toy Story',
  originalTitle: null,
  year: 1995,
  runtime: null,
  genres: [],
  languages: [],
  countries: [],
  directors: [],
  actors: [],
  keywords: [],
  moods: [],
  overview: null,
  tagline: null,
  imdbId: null,
  tmdbId: 862,
  posterPath: null,
  ratingCount: 0,
  ratingMean: null,
  popularity: 0,
  ...facts,
});

const found = {
  id: 862,
  adult: false,
  genres: [],
  original_language: 'en',
  overview: 'Toys come alive.',
  runtime: 81,
  production_countries: [{ iso_3166_1: 'US' }],
  spoken_languages: [{ iso_639_1: 'es' }, { iso_639_1: 'en' }],
  credits: {
    cast: [{ name: 'Tom Hanks' }],
    crew: [
      { name: 'John Lasseter', job: 'Director' },
      { name: 'X', job: 'Editor' },
    ],
  },
  keywords: { keywords: [{ name: 'toy' }] },
};

describe('enrichment', () => {
  it('takes facts, people and words', () => {
    expect(enrichment(aMovie(), found)).toMatchObject({
      runtime: 81,
      languages: ['en', 'es'],
      countries: ['US'],
      directors: ['John Lasseter'],
      actors: ['Tom Hanks'],
      keywords: ['toy'],
      overview: 'Toys come alive.',
    });
  });

  it('leaves words that are there, and what TMDB does not know', () => {
    const own = aMovie({ overview: 'Our own words.', keywords: ['jealousy'], directors: ['Kept'] });
    const change = enrichment(own, { ...found, credits: { cast: [], crew: [] } });
    expect(change.overview).toBe('Our own words.');
    expect(change.keywords).toBeUndefined();
    expect(change.directors).toBeUndefined();
    expect(change.tagline).toBeUndefined();
  });
});
