import type { Movie } from '@marquee/contract/movie';
import type { Problem } from '@marquee/contract/problem';
import type { Recommendations } from '@marquee/contract/recommendation';
import type { MoviePage, SimilarResult } from '@marquee/contract/search';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aProduct } from '#testing/product';
import type { Product } from '#testing/product';

/** A port that nobody listens on. */
const NOBODY = '127.0.0.1:9';

describe('without Redis and Elasticsearch', () => {
  let product: Product;
  beforeAll(async () => {
    product = await aProduct({
      changes: { REDIS_URL: `redis://${NOBODY}`, ELASTICSEARCH_URL: `http://${NOBODY}` },
    });
  }, 300_000);
  afterAll(async () => {
    await product.close();
  });

  it('says within a second that search is away', async () => {
    const started = performance.now();
    const answer = await product.ask<Problem>('GET /v1/search?q=heat&mode=text');
    expect(answer.status).toBe(503);
    expect(answer.body.code).toBe('search-unavailable');
    expect(answer.headers['retry-after']).toBeDefined();
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('goes on showing films, their order and their pages', async () => {
    const { status, body } = await product.ask<MoviePage>('GET /v1/movies/popular?limit=5&genres=Comedy');
    expect([status, body.degraded, body.items.length]).toEqual([200, ['elasticsearch'], 5]);
    const first = await product.ask<MoviePage>('GET /v1/movies?sort=-year&limit=30');
    const next = await product.ask<MoviePage>(
      `GET /v1/movies?sort=-year&limit=30&cursor=${encodeURIComponent(first.body.nextCursor!)}`,
    );
    const years = [...first.body.items, ...next.body.items].map(({ year }) => year!);
    expect(years).toEqual(years.toSorted((a, b) => b - a));
    expect(new Set([...first.body.items, ...next.body.items].map(({ id }) => id)).size).toBe(60);
  });

  it('counts what filters would leave', async () => {
    const { body } = await product.ask<MoviePage>('GET /v1/movies?genres=Comedy&facets=true&limit=1');
    const drama = body.facets!.genres.find(({ value }) => value === 'Drama')!;
    const both = await product.ask<MoviePage>('GET /v1/movies?genres=Comedy,Drama&limit=1');
    expect(both.body.total).toBe(drama.count);
    expect(body.facets!.genres[0]).toEqual({ value: 'Comedy', count: body.total });
  });

  it.each(['tfidf', 'bert', 'content', 'item', 'hybrid'])(
    'shows a film, and what is like it by what people like, when asked by %s',
    async (by) => {
      const { body: popular } = await product.ask<MoviePage>('GET /v1/movies/popular?limit=1');
      const { id, title } = popular.items[0]!;
      const film = await product.ask<Movie>(`GET /v1/movies/${String(id)}`);
      expect([film.status, film.body.title]).toEqual([200, title]);
      expect(film.body.keywords.length).toBeGreaterThan(0);
      const similar = await product.ask<SimilarResult>(`GET /v1/movies/${String(id)}/similar?by=${by}`);
      expect([similar.status, similar.body.items.length]).toEqual([200, 12]);
      expect(similar.body.items.map(({ movie }) => movie.id)).not.toContain(id);
    },
  );

  it('knows which films there are not', async () => {
    expect((await product.ask('GET /v1/movies/2147483000')).status).toBe(404);
  });

  it('goes on taking ratings and recommending', async () => {
    const person = await product.aPerson();
    const token = person.accessToken;
    expect((await product.ask('PUT /v1/me/ratings/1990001', { token, body: { rating: 5 } })).status).toBe(
      200,
    );
    const { status, body } = await product.ask<Recommendations>('GET /v1/me/recommendations', { token });
    expect(status).toBe(200);
    expect(body.items).toHaveLength(20);
    expect(body.items.map(({ movie }) => movie.id)).not.toContain(1_990_001);
  });

  it('names what is away', async () => {
    const { status, body } = await product.ask<{
      status: string;
      dependencies: Record<string, { up: boolean }>;
    }>('GET /health/ready');
    expect(status).toBe(200);
    expect(body.status).toBe('degraded');
    expect(body.dependencies).toMatchObject({
      postgres: { up: true },
      redis: { up: false },
      elasticsearch: { up: false },
    });
  });

  it('answers admins that the queue is away', async () => {
    const admin = await product.anAdmin();
    const answer = await product.ask<Problem>('POST /v1/admin/jobs', {
      token: admin.accessToken,
      body: { name: 'purge' },
    });
    expect(answer.body.code).toBe('queue-unavailable');
  });
});
