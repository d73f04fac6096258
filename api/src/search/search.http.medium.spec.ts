import { testServices } from '@marquee/contract/testing/test-services';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childEnvironment, parseEnvironment } from '@marquee/contract/environment';
import type { Facets } from '@marquee/contract/search';
import { connectElastic } from '@marquee/elastic/elastic';
import { versionAt } from '@marquee/elastic/index-family';
import { movieIndex } from '@marquee/elastic/movie-index';
import { createApp } from '#app';
import { CATALOGUE, documentsOf } from '#search/a-catalogue';

const prefix = `http-${Date.now().toString(36)}`;
const url = testServices().elasticsearchUrl;
const elastic = connectElastic({ url, prefix, timeoutMs: 20_000 });
const films = CATALOGUE.slice(0, 60);
let app: NestFastifyApplication;

const start = (changes: Record<string, string> = {}) =>
  createApp(
    parseEnvironment(
      childEnvironment({
        ELASTICSEARCH_PREFIX: prefix,
        JWT_SECRET: 'x'.repeat(40),
        LOG_LEVEL: 'silent',
        NODE_ENV: 'test',
        EMBEDDING_DOWNLOAD: 'false',
        ...changes,
      }),
    ),
  );
const get = async (path: string, on = app) => {
  const response = await on.inject({ method: 'GET', url: path });
  return {
    status: response.statusCode,
    headers: response.headers,
    body: response.json<Record<string, unknown>>(),
  };
};
const fieldsOf = (body: Record<string, unknown>) =>
  (body.errors as readonly { field: string }[]).map(({ field }) => field);

beforeAll(async () => {
  await movieIndex(elastic).rebuild({
    version: versionAt(new Date()),
    total: films.length,
    documents: await documentsOf(films),
  });
  app = await start();
});
afterAll(async () => {
  await app.close();
  await elastic.client.indices.delete({
    index: Object.keys(await elastic.client.indices.get({ index: `${prefix}-*` })),
  });
  await elastic.close();
});

describe('GET /v1/search', () => {
  it('answers a guest', async () => {
    const { status, body } = await get('/v1/search?q=teh%20godfather&mode=text');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      didYouMean: 'the godfather',
      items: [{ movie: { title: 'The Godfather' } }],
    });
  });

  it.each([
    ['an unknown parameter', 'q=up&colour=red', 'colour'],
    ['no query', '', 'q'],
    ['10 kB of query', `q=${'a'.repeat(10_000)}`, 'q'],
    ['control characters', 'q=up%00%07', 'q'],
    ['a limit out of range', 'q=up&limit=1000', 'limit'],
    ['a wrong type', 'q=up&yearFrom=long%20ago', 'yearFrom'],
    ['an unknown mode', 'q=up&mode=magic', 'mode'],
    ['an altered cursor', 'q=up&cursor=AAAAAAAAAAAAAAAAAAAAAAAA', 'cursor'],
    ['a cursor that is none', 'q=up&cursor=%2F%2F%20', 'cursor'],
  ])('refuses %s by name', async (_, query, field) => {
    const { status, headers, body } = await get(`/v1/search?${query}`);
    expect(status).toBe(422);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(fieldsOf(body)).toContain(field);
  });

  it('takes whatever people type for words', async () => {
    for (const q of [
      '"\\(',
      'AND OR NOT',
      '*?~^',
      '😀',
      '__proto__ constructor',
      'a'.repeat(500),
      '🎬'.repeat(200),
    ]) {
      expect((await get(`/v1/search?q=${encodeURIComponent(q)}`)).status).toBe(200);
      expect((await get(`/v1/suggest?q=${encodeURIComponent(q.slice(0, 100))}`)).status).toBe(200);
    }
  });

  it('says 503 with Retry-After within a second when Elasticsearch is gone', async () => {
    const lonely = await start({ ELASTICSEARCH_URL: 'http://127.0.0.1:9' });
    const started = performance.now();
    const { status, headers, body } = await get('/v1/search?q=heat', lonely);
    expect(performance.now() - started).toBeLessThan(1500);
    expect([status, body.code, headers['retry-after']]).toEqual([503, 'search-unavailable', '5']);
    await lonely.close();
  });

  it('says 503 before the first index', async () => {
    const early = await start({ ELASTICSEARCH_PREFIX: `${prefix}-nothing` });
    const { status, body } = await get('/v1/search?q=heat', early);
    expect([status, body.code]).toEqual([503, 'search-unavailable']);
    await early.close();
  });
});

describe('GET /v1/suggest', () => {
  it('suggests', async () => {
    expect((await get('/v1/suggest?q=godf')).body).toEqual({
      items: [{ kind: 'movie', id: 1, text: 'The Godfather', year: 1972 }],
    });
  });

  it('refuses a longer text than a title has', async () => {
    const { status, body } = await get(`/v1/suggest?q=${'a'.repeat(101)}`);
    expect([status, fieldsOf(body)]).toEqual([422, ['q']]);
  });
});

describe('GET /v1/movies', () => {
  it.each(['', 'genres=Drama&', 'yearFrom=1990&yearTo=1999&'])(
    'counts with %s what each facet would leave',
    async (filters) => {
      const { body } = await get(`/v1/movies?${filters}facets=true&limit=1`);
      const facets = body.facets as Facets;
      const choices = [
        ...facets.genres.map(({ value, count }) => [`genres=${withGenre(filters, value)}`, count] as const),
        ...facets.language.map(({ value, count }) => [`language=${value}`, count] as const),
        ...facets.rating.map(({ value, count }) => [`minRating=${value}`, count] as const),
      ];
      expect(choices.length).toBeGreaterThan(3);
      for (const [choice, count] of choices) {
        const rest = choice.startsWith('genres=') ? filters.replace(/genres=\w+&/, '') : filters;
        expect([choice, (await get(`/v1/movies?${rest}${choice}&limit=1`)).body.total]).toEqual([
          choice,
          count,
        ]);
      }
      expect(facets.decade.reduce((sum, { count }) => sum + count, 0)).toBe(body.total);
    },
  );

  it('counts only when asked to', async () => {
    expect((await get('/v1/movies?limit=1')).body.facets).toBeUndefined();
  });
});

/** A further genre beside the one that is asked for. */
const withGenre = (filters: string, genre: string): string =>
  encodeURIComponent([...new Set([/genres=(\w+)/.exec(filters)?.[1] ?? genre, genre])].join(','));
