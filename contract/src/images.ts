import { z } from 'zod';

/** Widths in which TMDB keeps posters; nothing else is ever asked for. */
export const POSTER_SIZES = ['w92', 'w154', 'w185', 'w342', 'w500', 'w780'] as const;
export const posterSize = z.enum(POSTER_SIZES);
export type PosterSize = z.infer<typeof posterSize>;
