import { z } from 'zod';

/** The genres of MovieLens, which every source is mapped to. */
export const GENRES = [
  'Action', 'Adventure', 'Animation', 'Children', 'Comedy', 'Crime', 'Documentary', 'Drama', 'Fantasy',
  'Film-Noir', 'Horror', 'IMAX', 'Musical', 'Mystery', 'Romance', 'Sci-Fi', 'Thriller', 'War', 'Western',
] as const; // prettier-ignore
export type Genre = (typeof GENRES)[number];

export const movieId = z.int().min(1).max(2_147_483_647);

/** A movie as every part of Marquee knows it; Postgres keeps it, Elasticsearch serves it. */
export const movieSchema = z
  .object({
    id: movieId,
    title: z.string().describe('Without the year'),
    originalTitle: z.string().nullable(),
    year: z.int().nullable(),
    runtime: z.int().nullable().describe('Minutes'),
    genres: z.array(z.string()),
    languages: z.array(z.string()).describe('ISO 639-1, the main one first'),
    countries: z.array(z.string()).describe('ISO 3166-1 alpha-2, the main one first'),
    directors: z.array(z.string()),
    actors: z.array(z.string()),
    keywords: z.array(z.string()),
    moods: z.array(z.string()),
    overview: z.string().nullable(),
    tagline: z.string().nullable(),
    imdbId: z.string().nullable(),
    tmdbId: z.int().nullable(),
    posterPath: z.string().nullable().describe('Where an image of the poster is; null: one is drawn'),
    ratingCount: z.int(),
    ratingMean: z.number().nullable().describe('Plain mean of the stars given; null without ratings'),
    popularity: z.number().describe('0 to 1: damped mean of the stars weighted by how many rated'),
  })
  .meta({ id: 'Movie' });

export type Movie = Readonly<z.infer<typeof movieSchema>>;

/** What a card shows. */
export const movieSummarySchema = movieSchema
  .pick({
    id: true, title: true, originalTitle: true, year: true, runtime: true, genres: true, languages: true,
    countries: true, directors: true, actors: true, moods: true, overview: true, posterPath: true, ratingCount: true,
    ratingMean: true,
  })
  .meta({ id: 'MovieSummary' }); // prettier-ignore

export type MovieSummary = Readonly<z.infer<typeof movieSummarySchema>>;
