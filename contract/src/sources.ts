import { z } from 'zod';

/** Where what is shown comes from; some sources ask to be named. */
export const sourcesSchema = z
  .object({
    tmdb: z.boolean().describe('Facts or posters are from TMDB'),
    imdb: z.boolean().describe('Films are from IMDb’s tables'),
    movielens: z.boolean().describe('Ratings are from a MovieLens set'),
    generatedRatings: z.boolean().describe('Ratings are by imaginary people'),
  })
  .meta({ id: 'Sources' });
export type Sources = Readonly<z.infer<typeof sourcesSchema>>;
