import { describe, expect, it } from 'vitest';
import { embeddingTexts, joinEmbeddings, movieText } from '#movie-text';

const aMovie = (facts: { overview?: string | null; tagline?: string | null } = {}) => ({
  title: 'Toy Story',
  year: 1995,
  genres: ['Animation', 'Comedy'],
  keywords: ['toy', 'friendship'],
  overview: 'A cowboy doll is jealous of a spaceman. They must find home together.',
  tagline: 'The adventure takes off!',
  ...facts,
});

describe('movieText', () => {
  it('says title, year, genres, overview and keywords', () => {
    expect(movieText(aMovie())).toBe(
      'Toy Story (1995). Animation, Comedy. A cowboy doll is jealous of a spaceman. They must find home together. toy, friendship.',
    );
  });
});

describe('embeddingTexts', () => {
  it('views a film as a whole, by its overview and by its details', () => {
    expect(embeddingTexts(aMovie()).slice(1)).toEqual([
      'A cowboy doll is jealous of a spaceman. They must find home together.',
      'A cowboy doll is jealous of a spaceman.',
      'They must find home together.',
      'The adventure takes off!',
    ]);
  });

  it('has the whole alone where there is no overview', () => {
    expect(embeddingTexts(aMovie({ overview: null }))).toEqual([
      'Toy Story (1995). Animation, Comedy. toy, friendship.',
    ]);
  });

  it('does not repeat an overview of one sentence', () => {
    expect(
      embeddingTexts(aMovie({ overview: 'A doll is jealous of a spaceman.', tagline: null })),
    ).toHaveLength(2);
  });
});

describe('joinEmbeddings', () => {
  it('is the direction between the views, of unit length', () => {
    const joined = joinEmbeddings([Float32Array.of(1, 0), Float32Array.of(0, 1), Float32Array.of(0, 1)]);
    expect(joined[0]).toBeCloseTo(1 / Math.sqrt(5));
    expect(joined[1]).toBeCloseTo(2 / Math.sqrt(5));
  });

  it('gives a single view back', () => {
    expect([...joinEmbeddings([Float32Array.of(0, 1)])]).toEqual([0, 1]);
  });
});
