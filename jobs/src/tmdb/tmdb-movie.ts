import { z } from 'zod';

const named = z.object({ name: z.string() });

/** What is read of TMDB's answer about a film (`GET /3/movie/{id}?append_to_response=credits,keywords`). */
export const tmdbMovieSchema = z.object({
  id: z.int(),
  adult: z.boolean().default(false),
  imdb_id: z.string().nullish(),
  title: z.string().nullish(),
  original_title: z.string().nullish(),
  original_language: z.string().nullish(),
  release_date: z.string().nullish(),
  overview: z.string().nullish(),
  tagline: z.string().nullish(),
  runtime: z.int().nullish(),
  poster_path: z.string().nullish(),
  vote_average: z.number().nullish(),
  vote_count: z.int().nullish(),
  genres: z.array(named).default([]),
  production_countries: z.array(z.object({ iso_3166_1: z.string() })).default([]),
  spoken_languages: z.array(z.object({ iso_639_1: z.string() })).default([]),
  credits: z.object({ cast: z.array(named), crew: z.array(named.extend({ job: z.string() })) }).optional(),
  keywords: z.object({ keywords: z.array(named) }).optional(),
});
export type TmdbMovie = z.infer<typeof tmdbMovieSchema>;

/** A page of `GET /3/discover/movie`. */
export const discoverSchema = z.object({
  total_pages: z.int(),
  results: z.array(z.object({ id: z.int().min(1) })),
});
