import { flag, limit } from '@marquee/contract/filters';
import { putRatingSchema, putRatingsSchema } from '@marquee/contract/taste';
import { expect, it } from 'vitest';
import type { ZodType } from 'zod';
import { z } from 'zod';
import { fieldErrors } from '#http/field-errors';

const query = z.strictObject({ facets: flag.default(false), limit: limit(20, 100) });

it.each<[string, ZodType, unknown, string, string]>([
  ['nothing', putRatingSchema, {}, 'rating', 'is missing'],
  ['a text for a number', putRatingSchema, { rating: '4' }, 'rating', 'must be a number'],
  ['too many stars', putRatingSchema, { rating: 7 }, 'rating', 'must be 0.5 to 5.0 in halves'],
  ['a number for a list', putRatingsSchema, { ratings: 3 }, 'ratings', 'must be a list'],
  ['a text for the whole', putRatingSchema, 'nonsense', 'body', 'must be an object'],
  ['what is not known', putRatingSchema, { rating: 4, note: 'x' }, 'note', 'is not known here; leave it out'],
  ['neither true nor false', query, { facets: 'maybe' }, 'facets', 'must be true or false'],
  ['letters for a number in an address', query, { limit: 'ten' }, 'limit', 'must be a number'],
])('says of %s what to do', (_what, schema, input, field, message) => {
  const { error } = schema.safeParse(input);
  expect(fieldErrors(error!)).toEqual([{ field, message }]);
});
