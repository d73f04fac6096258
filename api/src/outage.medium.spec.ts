import type { Problem } from '@marquee/contract/problem';
import type { Recommendations } from '@marquee/contract/recommendation';
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
