import { z } from 'zod';

/** A value that may come once, several times, or comma-separated in a query string. */
const listOf = (item: z.ZodString, max: number) =>
  z.preprocess(
    (value) =>
      value === undefined
        ? undefined
        : (Array.isArray(value) ? value : [value]).flatMap((part) =>
            typeof part === 'string' ? part.split(',') : [part],
          ),
    z.array(item).max(max).optional(),
  );

const PRINTABLE = /^[^\u0000-\u001f\u007f]*$/;
export const plainText = (max: number) =>
  z.string().trim().min(1).max(max).regex(PRINTABLE, 'must not hold control characters');

const CURRENT_YEAR_LIMIT = 2100;
export const year = z.coerce.number().int().min(1870).max(CURRENT_YEAR_LIMIT);

/** Filters, everywhere the same. In a query string `genres` may be repeated or comma-separated; all must match. */
export const filterShape = {
  genres: listOf(plainText(40), 10).describe('All of these genres'),
  yearFrom: year.optional(),
  yearTo: year.optional(),
  minRating: z.coerce.number().min(0.5).max(5).optional().describe('Mean stars at least this'),
  language: z
    .string()
    .regex(/^[a-z]{2}$/, 'must be an ISO 639-1 code such as "fr"')
    .optional(),
  runtimeMax: z.coerce.number().int().min(1).max(1000).optional().describe('Minutes'),
  person: plainText(100).optional().describe('A director or an actor, by full name'),
} as const;

export const filtersSchema = z.strictObject(filterShape);
export type Filters = Readonly<z.infer<typeof filtersSchema>>;

export const FILTER_NAMES = Object.keys(filterShape) as readonly (keyof Filters)[];

/** Only the filters out of a larger query. */
export function pickFilters(query: Filters): Filters {
  return Object.fromEntries(
    FILTER_NAMES.filter((name) => query[name] !== undefined).map((name) => [name, query[name]]),
  );
}

export const limit = (standard: number, max: number) =>
  z.coerce.number().int().min(1).max(max).default(standard);
export const cursor = z.string().min(1).max(6000).optional().describe('nextCursor of the former page');
/** `?flag=true`; anything but true or false is refused. */
export const flag = z.union(
  [z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')],
  'must be true or false',
);

/** A page of a list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    total: z.int().describe('How many can be reached by paging'),
    totalRelation: z.enum(['eq', 'gte']),
    nextCursor: z.string().nullable(),
  });

/** Parts that could not be asked, so that the answer is a worse one. */
export const degraded = z
  .array(z.enum(['embedder', 'elasticsearch', 'redis', 'model', 'language-model']))
  .optional()
  .describe('Parts that were not available; the answer is worse than usual');
export type DegradedPart = NonNullable<z.infer<typeof degraded>>[number];
