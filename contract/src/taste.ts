import { z } from 'zod';
import { cursor, limit, pageOf, plainText, year } from './filters.ts';
import { movieId, movieSummarySchema } from './movie.ts';

/** What a person says about films: ratings, preferences, what they do not want to see. */
export const stars = z
  .number()
  .min(0.5, 'must be 0.5 to 5.0 in halves')
  .max(5, 'must be 0.5 to 5.0 in halves')
  .multipleOf(0.5, 'must be 0.5 to 5.0 in halves');

export const putRatingSchema = z.strictObject({ rating: stars }).meta({ id: 'PutRating' });
export const ratingSchema = z
  .object({ movieId, rating: stars, ratedAt: z.iso.datetime() })
  .meta({ id: 'Rating' });
export type Rating = Readonly<z.infer<typeof ratingSchema>>;
export const putRatingsSchema = z
  .strictObject({
    ratings: z
      .array(z.strictObject({ movieId, rating: stars }))
      .min(1)
      .max(1000),
  })
  .meta({ id: 'PutRatings' });
export const putRatingsResultSchema = z
  .object({ saved: z.int(), unknownMovies: z.array(z.int()) })
  .meta({ id: 'PutRatingsResult' });

export const ratingsQuerySchema = z.strictObject({
  sort: z.enum(['-ratedAt', 'ratedAt', '-rating', 'rating', 'title']).default('-ratedAt'),
  limit: limit(50, 200),
  cursor,
});
export type RatingsQuery = Readonly<z.infer<typeof ratingsQuerySchema>>;
export const ratedMovieSchema = ratingSchema.extend({ movie: movieSummarySchema }).meta({ id: 'RatedMovie' });
export const ratingsPageSchema = pageOf(ratedMovieSchema).meta({ id: 'RatingsPage' });
export type RatingsPage = Readonly<z.infer<typeof ratingsPageSchema>>;

export const IMPORT_FORMATS = ['letterboxd', 'imdb', 'movielens', 'auto'] as const;
export const importRatingsSchema = z
  .strictObject({
    format: z.enum(IMPORT_FORMATS).default('auto'),
    csv: z.string().min(1).max(4_000_000).describe('The file’s text; at most 20,000 rows'),
  })
  .meta({ id: 'ImportRatings' });
export type ImportRatings = Readonly<z.infer<typeof importRatingsSchema>>;
export const importRatingsResultSchema = z
  .object({
    format: z.enum(['letterboxd', 'imdb', 'movielens']),
    rows: z.int(),
    imported: z.int().describe('New or changed ratings'),
    unchanged: z.int(),
    unmatched: z.array(z.object({ row: z.int(), title: z.string(), reason: z.string() })),
    unmatchedTotal: z.int(),
  })
  .meta({ id: 'ImportRatingsResult' });
export type ImportRatingsResult = Readonly<z.infer<typeof importRatingsResultSchema>>;

const weight = z.number().min(0).max(1);
export const preferencesSchema = z
  .strictObject({
    genresLiked: z.array(plainText(40)).max(20).default([]),
    genresAvoided: z.array(plainText(40)).max(20).default([]),
    eras: z
      .array(
        z
          .strictObject({ from: year, to: year })
          .refine((era) => era.from <= era.to, 'from must not be after to'),
      )
      .max(10)
      .default([]),
    languages: z
      .array(z.string().regex(/^[a-z]{2}$/))
      .max(10)
      .default([]),
    discovery: weight.default(0.3).describe('0 crowd pleasers … 1 hidden gems'),
    contentWeight: weight.default(0.7).describe('Of the hybrid strategy: share of the content half'),
    notReasons: z
      .array(movieId)
      .max(1000)
      .default([])
      .describe('Rated films that do not speak for one’s taste'),
  })
  .meta({ id: 'Preferences' });
export type Preferences = Readonly<z.infer<typeof preferencesSchema>>;
export const NO_PREFERENCES: Preferences = preferencesSchema.parse({});

export const HIDDEN_SCOPES = ['movie', 'person', 'genre'] as const;
export const hideSchema = z
  .strictObject({
    scope: z.enum(HIDDEN_SCOPES),
    value: z
      .union([movieId, plainText(100)], 'must be the id of a film, or a name of 1 to 100 letters')
      .describe('The movie’s id, the person’s name or the genre'),
    until: z.iso.datetime().nullable().default(null).describe('null: for ever'),
  })
  .meta({ id: 'Hide' });
export type Hide = Readonly<z.infer<typeof hideSchema>>;
export const hiddenSchema = z
  .object({
    id: z.uuid(),
    scope: z.enum(HIDDEN_SCOPES),
    value: z.string(),
    title: z.string().nullable().describe('Of a hidden movie'),
    until: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Hidden' });
export type Hidden = Readonly<z.infer<typeof hiddenSchema>>;
export const hiddenListSchema = z.object({ items: z.array(hiddenSchema) }).meta({ id: 'HiddenList' });
export type HiddenList = Readonly<z.infer<typeof hiddenListSchema>>;

export const pairSchema = z
  .object({ left: movieSummarySchema, right: movieSummarySchema, remaining: z.int() })
  .meta({ id: 'Pair', description: 'Two films whose comparison teaches the recommender most' });

export const watchlistSchema = z
  .object({ items: z.array(z.object({ movie: movieSummarySchema, addedAt: z.iso.datetime() })) })
  .meta({ id: 'Watchlist' });
export type Watchlist = Readonly<z.infer<typeof watchlistSchema>>;

export type Pair = Readonly<z.infer<typeof pairSchema>>;

/** Stars that a choice between two films counts as. */
export const PAIR_STARS = { winner: 4, loser: 2.5 } as const;
export const pairAnswerSchema = z
  .strictObject({
    winner: movieId.nullable().describe('The film preferred; null: neither, or not seen'),
    loser: movieId.nullable(),
  })
  .refine(
    ({ winner, loser }) => (winner === null) === (loser === null) && (winner === null || winner !== loser),
    {
      error: 'name two different films, or null for both',
      path: ['winner'],
    },
  )
  .meta({ id: 'PairAnswer' });
export type PairAnswer = Readonly<z.infer<typeof pairAnswerSchema>>;
export const pairQuerySchema = z.strictObject({
  skip: z
    .preprocess(
      (value) => (typeof value === 'string' ? value.split(',') : value),
      z.array(z.coerce.number().pipe(movieId)).max(200).default([]),
    )
    .describe('Films that were shown already'),
});
