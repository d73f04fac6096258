import type { Problem } from '@marquee/contract/problem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aProduct } from '#testing/product';
import type { Product } from '#testing/product';

let product: Product;
let token: string;
beforeAll(async () => {
  product = await aProduct({ trained: false });
  token = (await product.aPerson()).accessToken;
}, 300_000);
afterAll(async () => {
  await product.close();
});

const CONTROL = encodeURIComponent('a\u0000b');
const LONG = 'x'.repeat(10_000);

/** Route, body, status, and the field that the answer must name. */
const CASES: readonly (readonly [route: string, body: unknown, status: number, field: string | null])[] = [
  ['GET /v1/search', undefined, 422, 'q'],
  [`GET /v1/search?q=${LONG}`, undefined, 422, 'q'],
  [`GET /v1/search?q=${CONTROL}`, undefined, 422, 'q'],
  ['GET /v1/search?q=heat&limit=0', undefined, 422, 'limit'],
  ['GET /v1/search?q=heat&limit=many', undefined, 422, 'limit'],
  ['GET /v1/search?q=heat&mode=magic', undefined, 422, 'mode'],
  ['GET /v1/search?q=heat&colour=red', undefined, 422, 'colour'],
  ['GET /v1/search?q=heat&cursor=abc', undefined, 422, 'cursor'],
  ['GET /v1/search?q=heat&yearFrom=soon', undefined, 422, 'yearFrom'],
  ['GET /v1/suggest?q=%20', undefined, 422, 'q'],
  ['GET /v1/movies?sort=colour', undefined, 422, 'sort'],
  ['GET /v1/movies?cursor=AAAA', undefined, 422, 'cursor'],
  ['GET /v1/movies/0', undefined, 422, 'movieId'],
  ['GET /v1/movies/abc', undefined, 422, 'movieId'],
  ['GET /v1/movies/99999999999', undefined, 422, 'movieId'],
  ['GET /v1/movies/2147483647', undefined, 404, null],
  ['GET /v1/movies/2147483647/similar', undefined, 404, null],
  ['GET /v1/movies/1990001/similar?by=looks', undefined, 422, 'by'],
  ['PUT /v1/me/ratings/1990001', { rating: 4.3 }, 422, 'rating'],
  ['PUT /v1/me/ratings/1990001', { rating: '4' }, 422, 'rating'],
  ['PUT /v1/me/ratings/1990001', { rating: 4, note: 'x' }, 422, 'note'],
  ['PUT /v1/me/ratings/2147483647', { rating: 4 }, 404, null],
  ['PUT /v1/me/ratings/1990001', '{"rating":', 400, null],
  ['PUT /v1/me/preferences', { discovery: 2 }, 422, 'discovery'],
  ['POST /v1/me/hidden', { scope: 'movie', value: 'Heat' }, 422, 'value'],
  ['DELETE /v1/me/hidden/1', undefined, 422, 'id'],
  ['POST /v1/events', { events: [{ kind: 'impression', movieId: 1, mood: 'good' }] }, 422, 'events.0.mood'],
  ['POST /v1/recommendations', { ratings: [{ movieId: -1, rating: 3 }] }, 422, 'ratings.0.movieId'],
  ['POST /v1/recommendations', { limit: 1000 }, 422, 'limit'],
  ['POST /v1/auth/register', { email: 'nobody', password: 'long enough pw', name: 'N' }, 422, 'email'],
  ['POST /v1/auth/register', { email: 'a@example.org', password: 'short', name: 'N' }, 422, 'password'],
  ['GET /v1/movies/%ff', undefined, 400, null],
  [`GET /v1/movies/${'9'.repeat(600)}`, undefined, 414, null],
  ['GET /v1/nothing', undefined, 404, null],
];

describe('bad input', () => {
  it.each(CASES)('%s %j is answered with %i naming %s', async (route, body, status, field) => {
    const answer = await product.ask<Problem>(route, { token, body });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body.code).toBeTruthy();
    if (field !== null) expect(answer.body.errors?.map((error) => error.field)).toContain(field);
  });

  it('refuses a cursor that belongs to another query or was altered', async () => {
    const { body } = await product.ask<{ nextCursor: string }>('GET /v1/search?q=love&limit=5');
    expect((await product.ask(`GET /v1/search?q=love&limit=5&cursor=${body.nextCursor}`)).status).toBe(200);
    expect((await product.ask(`GET /v1/search?q=war&limit=5&cursor=${body.nextCursor}`)).status).toBe(422);
    const altered = `${body.nextCursor.slice(0, -2)}${body.nextCursor.endsWith('AA') ? 'BB' : 'AA'}`;
    expect((await product.ask(`GET /v1/search?q=love&limit=5&cursor=${altered}`)).status).toBe(422);
  });

  it('answers an address of over 16 kB with a problem, though Node reads no request in it', async () => {
    await product.app.listen(0, '127.0.0.1');
    const answer = await fetch(`${await product.app.getUrl()}/v1/search?q=${'x'.repeat(20_000)}`);
    expect(answer.status).toBe(431);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ code: 'head-too-large' });
  });
});
