import { z } from 'zod';
import { cursor, degraded, filterShape, flag, limit } from './filters.ts';
import { movieId, movieSummarySchema } from './movie.ts';
import { hiddenSchema, preferencesSchema, ratingSchema, stars } from './taste.ts';

export const STRATEGIES = [
  'popular',
  'tfidf',
  'bert',
  'content',
  'als',
  'rating',
  'item',
  'hybrid',
  'stacked',
  'refined',
] as const;
export type Strategy = (typeof STRATEGIES)[number];

export const whySchema = z
  .object({
    kind: z.enum(['rating', 'popularity', 'feature', 'bias']),
    movie: movieSummarySchema.pick({ id: true, title: true, year: true }).optional(),
    rating: z.number().optional().describe('The stars that the person gave to that film'),
    label: z
      .string()
      .optional()
      .describe('What is shared: "person:Bill Murray", "genre:Comedy", "keyword:time loop"'),
    value: z.number().describe('Addend of the score'),
    share: z.number().describe('Part of the sum of absolute addends, 0 to 1'),
  })
  .meta({ id: 'Why', description: 'One addend of the score; all of them add up to it' });
export type Why = Readonly<z.infer<typeof whySchema>>;

export const recommendationSchema = z
  .object({
    movie: movieSummarySchema,
    score: z.number(),
    predictedRating: z.number().nullable().describe('Stars we think the person would give'),
    confidence: z.number().nullable().describe('0 to 1'),
    source: z.enum(STRATEGIES).describe('The strategy the item came from'),
    why: z.array(whySchema).optional(),
  })
  .meta({ id: 'Recommendation' });
export type Recommendation = Readonly<z.infer<typeof recommendationSchema>>;

export const CAUSES = [
  'rated',
  'rated-many',
  'took-back',
  'imported',
  'preferences',
  'hid',
  'showed-again',
  'struck',
  'unstruck',
] as const;
export const causeSchema = z
  .object({
    code: z.enum(CAUSES),
    subject: z.string().nullable().describe('The film, person or genre'),
    rating: stars.nullable(),
    count: z.int().nullable().describe('How many ratings'),
  })
  .meta({ id: 'Cause', description: 'What the person did, for programs that speak other languages' });
export type Cause = Readonly<z.infer<typeof causeSchema>>;

export const changedSchema = z
  .object({
    added: z.array(z.int()),
    removed: z.array(z.int()),
    because: z.string().nullable().describe('What the person did, such as "rated Heat 4.5"'),
    cause: causeSchema.nullable(),
  })
  .meta({
    id: 'Changed',
    description: 'Against the list before the last rating, hide or change of preferences',
  });

export const recommendationsSchema = z
  .object({
    items: z.array(recommendationSchema),
    total: z.int(),
    totalRelation: z.enum(['eq', 'gte']),
    nextCursor: z.string().nullable(),
    listId: z.string().describe('Send it back with events'),
    strategy: z.enum(STRATEGIES),
    modelVersion: z.string().nullable(),
    changed: changedSchema.nullable().default(null),
    degraded,
  })
  .meta({ id: 'Recommendations' });
export type Recommendations = Readonly<z.infer<typeof recommendationsSchema>>;

export const personalMovieSchema = z
  .object({
    movie: movieSummarySchema,
    rating: ratingSchema.nullable(),
    watching: z.boolean().describe('On the watchlist'),
    hidden: hiddenSchema.nullable().describe('Set when the person has hidden this film'),
    recommendation: recommendationSchema
      .nullable()
      .describe('As if the film had not been rated; null while there is no model'),
    modelVersion: z.string().nullable(),
    degraded,
  })
  .meta({ id: 'PersonalMovie', description: 'One film as one person sees it' });
export type PersonalMovie = Readonly<z.infer<typeof personalMovieSchema>>;

export const myRecommendationsQuerySchema = z.strictObject({
  strategy: z.enum(STRATEGIES).default('stacked'),
  limit: limit(20, 100),
  cursor,
  explain: flag.default(true),
  exclude: z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',') : value),
    z.array(z.coerce.number().pipe(movieId)).max(1000).default([]),
  ),
  discovery: z.coerce.number().min(0).max(1).optional().describe('Overrides the preference for this answer'),
  ...filterShape,
});
export type MyRecommendationsQuery = Readonly<z.infer<typeof myRecommendationsQuerySchema>>;

const personSchema = z.strictObject({
  ratings: z
    .array(z.strictObject({ movieId, rating: stars, ratedAt: z.iso.datetime().optional() }))
    .max(10_000)
    .default([]),
  preferences: preferencesSchema.optional(),
  hidden: z
    .strictObject({
      movies: z.array(movieId).max(10_000).default([]),
      people: z.array(z.string().max(100)).max(1000).default([]),
      genres: z.array(z.string().max(40)).max(20).default([]),
    })
    .optional(),
});
export type Person = Readonly<z.infer<typeof personSchema>>;

export const statelessRequestSchema = z
  .strictObject({
    ...personSchema.shape,
    people: z.array(personSchema).min(1).max(6).optional().describe('A group, instead of ratings'),
    fairness: z.number().min(0).max(1).default(0.5).describe('Of a group: 0 average … 1 least misery'),
    strategy: z.enum(STRATEGIES).default('stacked'),
    limit: z.int().min(1).max(100).default(20),
    exclude: z.array(movieId).max(10_000).default([]),
    explain: z.boolean().default(true),
    discovery: z.number().min(0).max(1).optional(),
    filters: z.strictObject(filterShape).default({}),
  })
  .meta({ id: 'StatelessRequest' });
export type StatelessRequest = Readonly<z.infer<typeof statelessRequestSchema>>;

export const homeRowSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['for-you', 'because', 'new-to-you', 'hidden-gems', 'genre', 'popular']),
    title: z.string(),
    movie: movieSummarySchema
      .pick({ id: true, title: true, year: true })
      .optional()
      .describe('Of a "because" row'),
    items: z.array(recommendationSchema),
  })
  .meta({ id: 'HomeRow' });
export const homeSchema = z
  .object({ rows: z.array(homeRowSchema), listId: z.string(), degraded })
  .meta({ id: 'Home' });
export type Home = Readonly<z.infer<typeof homeSchema>>;
