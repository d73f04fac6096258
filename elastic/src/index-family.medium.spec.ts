import { testServices } from '@marquee/contract/testing/test-services';
import { errors } from '@elastic/elasticsearch';
import type { DiagnosticResult } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectElastic } from '#elastic';
import type { Elastic } from '#elastic';
import { IndexRefused } from '#index-family';
import { movieDocument } from '#movie-document';
import type { MovieDocument } from '#movie-document';
import { movieIndex, probeMovies } from '#movie-index';

const aFilm = (id: number, title: string): MovieDocument =>
  movieDocument(
    {
      id, title, originalTitle: null, year: 1999, runtime: 100, genres: ['Drama'], languages: [], countries: [],
      directors: [], actors: [], keywords: [], moods: [], overview: null, tagline: null, imdbId: null, tmdbId: null,
      posterPath: null, ratingCount: id, ratingMean: 4, popularity: id / 100,
    },
    [],
  ); // prettier-ignore

const gatewayTimeout = new errors.ResponseError({
  ...{ statusCode: 504, body: 'Gateway Timeout', headers: {}, warnings: null },
  meta: {} as DiagnosticResult['meta'],
});

describe('the life of the movie index', () => {
  const prefix = `life-${Date.now().toString(36)}`;
  let elastic: Elastic;

  beforeAll(() => {
    elastic = connectElastic({ url: testServices().elasticsearchUrl, prefix, timeoutMs: 20_000 });
  });
  afterAll(async () => {
    const indices = Object.keys(await elastic.client.indices.get({ index: `${prefix}-*` }));
    if (indices.length > 0) await elastic.client.indices.delete({ index: indices });
    await elastic.close();
  });

  const build = (version: string, titles: readonly string[], total = titles.length) =>
    movieIndex(elastic).rebuild({
      version,
      total,
      documents: titles.map((title, at) => aFilm(at + 1, title)),
      probe: (index) => probeMovies(elastic, index),
    });

  it('builds, makes live, swaps, keeps the former and goes back to it', async () => {
    const family = movieIndex(elastic);
    expect(await family.liveVersion()).toBeNull();
    expect(await build('20260101-000000-000', ['Up'])).toBe(1);
    expect(await build('20260102-000000-000', ['Up', 'Heat'])).toBe(2);
    expect(await build('20260103-000000-000', ['Up', 'Heat', 'Alien'])).toBe(3);
    expect(await family.versions()).toEqual(['20260103-000000-000', '20260102-000000-000']);
    expect(await family.rollBack()).toBe('20260102-000000-000');
    expect(await family.count()).toBe(2);
  });

  it.each([
    ['20260103-120000-000', 'its request', new errors.TimeoutError('too long')],
    ['20260103-120001-000', 'the connection', new errors.ConnectionError('other side closed')],
    ['20260103-120002-000', 'a balancer', gatewayTimeout],
  ])('goes on, as %s, when merging outlasts %s', async (version, _, error) => {
    const forcemerge = () => Promise.reject(error);
    const indices = Object.create(elastic.client.indices, { forcemerge: { value: forcemerge } }) as object;
    const client = Object.create(elastic.client, { indices: { value: indices } }) as Elastic['client'];
    const family = movieIndex({ ...elastic, client });
    expect(await family.rebuild({ version, total: 1, documents: [aFilm(1, 'Up')] })).toBe(1);
    expect(await family.liveVersion()).toBe(version);
  });

  it('leaves the live index alone when a fresh one is not what it should be', async () => {
    const family = movieIndex(elastic);
    const live = await family.liveVersion();
    await expect(build('20260104-000000-000', ['Jaws'], 5)).rejects.toThrow(IndexRefused);
    await expect(build('20260105-000000-000', [])).rejects.toThrow('it is empty');
    expect(await family.liveVersion()).toBe(live);
    expect(await family.versions()).not.toContain('20260104-000000-000');
  });

  it('drops what was begun when the source of films breaks', async () => {
    const family = movieIndex(elastic);
    async function* breaking() {
      yield aFilm(1, 'Up');
      await Promise.resolve();
      throw new Error('the source broke');
    }
    const version = '20260106-000000-000';
    await expect(family.rebuild({ version, total: 2, documents: breaking() })).rejects.toThrow(
      'the source broke',
    );
    expect(await family.versions()).not.toContain(version);
  });
});
