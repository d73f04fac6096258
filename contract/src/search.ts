import { z } from 'zod';
import { cursor, degraded, filterShape, flag, limit, pageOf, plainText } from './filters.ts';
import { movieSchema, movieSummarySchema } from './movie.ts';

export const SEARCH_MODES = ['hybrid', 'text', 'semantic'] as const;
export type SearchMode = (typeof SEARCH_MODES)[number];
export const SEARCH_SORTS = ['relevance', 'popularity', 'rating', 'year', '-year', 'title'] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];
export const FACETS = ['genres', 'decade', 'language', 'rating'] as const;
export type FacetName = (typeof FACETS)[number];

export const searchQuerySchema = z.strictObject({
  q: plainText(500).describe('Title, people, plot, decade, country … in plain words'),
  mode: z.enum(SEARCH_MODES).default('hybrid'),
  sort: z.enum(SEARCH_SORTS).default('relevance').describe('-year: newest first'),
  facets: flag.default(true),
  explain: flag.default(false).describe('Adds the share of each signal in the score'),
  taste: z.coerce.number().min(0).max(1).default(0).describe('0 relevance alone … 1 one’s own taste alone'),
  hideSeen: flag.default(false).describe('Leaves out films that the person has rated'),
  limit: limit(20, 100),
  cursor,
  ...filterShape,
});
export type SearchQuery = Readonly<z.infer<typeof searchQuerySchema>>;

/** The addends of a search score; they add up to it. */
export const searchSignalsSchema = z
  .object({
    text: z.number(),
    semantic: z.number(),
    title: z.number(),
    people: z.number(),
    popularity: z.number(),
    taste: z.number(),
  })
  .meta({ id: 'SearchSignals' });
export type SearchSignals = Readonly<z.infer<typeof searchSignalsSchema>>;

export const searchHitSchema = z
  .object({
    movie: movieSummarySchema,
    score: z.number(),
    seen: z.boolean().optional().describe('The person has rated it'),
    highlights: z
      .object({
        title: z.string().optional(),
        overview: z.string().optional(),
        people: z.string().optional(),
      })
      .describe('Evidence; matches stand between U+0002 and U+0003, the rest is plain text'),
    signals: searchSignalsSchema.optional(),
  })
  .meta({ id: 'SearchHit' });
export type SearchHit = Readonly<z.infer<typeof searchHitSchema>>;

export const facetSchema = z.object({ value: z.string(), count: z.int() }).meta({ id: 'FacetValue' });
export const facetsSchema = z
  .object({
    genres: z.array(facetSchema),
    decade: z.array(facetSchema).describe('First year of the decade, such as "1990"'),
    language: z.array(facetSchema),
    rating: z.array(facetSchema).describe('Lower bound in stars, such as "3.5"'),
  })
  .meta({ id: 'Facets' });
export type Facets = Readonly<z.infer<typeof facetsSchema>>;

/** What words of a query can be taken for. */
export const UNDERSTOOD = ['decade', 'year', 'genre', 'origin'] as const;

export const searchResultSchema = pageOf(searchHitSchema)
  .extend({
    facets: facetsSchema.optional(),
    didYouMean: z.string().nullable(),
    understood: z
      .array(
        z.object({
          words: z.string(),
          as: z.string().describe('In English'),
          code: z.enum(UNDERSTOOD),
          value: z
            .string()
            .describe('The decade or year, the genre, or the code of the language, else of the country'),
        }),
      )
      .describe(
        'Words of the query that were taken as a constraint or preference, such as "90s" as "1990–1999"',
      ),
    degraded,
  })
  .meta({ id: 'SearchResult' });
export type SearchResult = Readonly<z.infer<typeof searchResultSchema>>;
export type Understood = Readonly<SearchResult['understood'][number]>;

export const suggestQuerySchema = z.strictObject({ q: plainText(100), limit: limit(8, 20) });
export type SuggestQuery = Readonly<z.infer<typeof suggestQuerySchema>>;
export const suggestionSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('movie'), id: z.int(), text: z.string(), year: z.int().nullable() }),
    z.object({ kind: z.literal('person'), text: z.string(), films: z.int() }),
  ])
  .meta({ id: 'Suggestion' });
export type Suggestion = Readonly<z.infer<typeof suggestionSchema>>;
export const suggestResultSchema = z
  .object({ items: z.array(suggestionSchema) })
  .meta({ id: 'SuggestResult' });
export type SuggestResult = Readonly<z.infer<typeof suggestResultSchema>>;

export const browseQuerySchema = z.strictObject({
  sort: z.enum(['popularity', 'rating', 'year', '-year', 'title']).default('popularity'),
  facets: flag.default(false),
  limit: limit(20, 100),
  cursor,
  ...filterShape,
});
export type BrowseQuery = Readonly<z.infer<typeof browseQuerySchema>>;
export const moviePageSchema = pageOf(movieSummarySchema)
  .extend({ facets: facetsSchema.optional(), degraded })
  .meta({ id: 'MoviePage' });
export type MoviePage = Readonly<z.infer<typeof moviePageSchema>>;

export const popularQuerySchema = z.strictObject({ limit: limit(20, 100), ...filterShape });
export type PopularQuery = Readonly<z.infer<typeof popularQuerySchema>>;

export const SIMILAR_BY = ['tfidf', 'bert', 'content', 'als', 'item', 'hybrid'] as const;
export type SimilarBy = (typeof SIMILAR_BY)[number];
export const similarQuerySchema = z.strictObject({
  by: z.enum(SIMILAR_BY).default('content'),
  limit: limit(12, 50),
  hideSeen: flag
    .default(true)
    .describe('Leaves out what the person who asks has rated; what they have hidden is always left out'),
  ...filterShape,
});
export type SimilarQuery = Readonly<z.infer<typeof similarQuerySchema>>;
export const similarResultSchema = z
  .object({
    items: z.array(z.object({ movie: movieSummarySchema, score: z.number(), shared: z.array(z.string()) })),
    by: z.enum(SIMILAR_BY),
    degraded,
  })
  .meta({ id: 'SimilarResult' });
export type SimilarResult = Readonly<z.infer<typeof similarResultSchema>>;

export const movieDetailSchema = movieSchema.meta({ id: 'MovieDetail' });
