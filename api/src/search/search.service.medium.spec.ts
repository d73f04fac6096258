import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseEnvironment } from '@marquee/contract/environment';
import { searchQuerySchema, searchResultSchema } from '@marquee/contract/search';
import type { SearchResult } from '@marquee/contract/search';
import { connectElastic } from '@marquee/elastic/elastic';
import type { Elastic } from '@marquee/elastic/elastic';
import { versionAt } from '@marquee/elastic/index-family';
import { movieIndex, probeMovies } from '@marquee/elastic/movie-index';
import { fakeEmbedder } from '@marquee/recommender/embedder-fake';
import { Metrics } from '#health/metrics';
import { Cursors } from '#http/cursors';
import { CATALOGUE, documentsOf } from '#search/a-catalogue';
import type { Embedding } from '#search/embedding';
import { GUEST } from '#search/search-person';
import type { SearchPeople, SearchPerson } from '#search/search-person';
import { SearchRanker } from '#search/search-ranker';
import { SearchService } from '#search/search.service';
import type { SearchTaste } from '#search/search-taste';

const prefix = `search-${Date.now().toString(36)}`;
let elastic: Elastic;
let isEmbedderUp = true;
let person: SearchPerson = GUEST;

const embedder = fakeEmbedder();
const embedding: Pick<Embedding, 'embed'> = {
  embed: async (text) => (isEmbedderUp ? (await embedder.embed([text]))[0]! : null),
};
const people: Pick<SearchPeople, 'of' | 'log'> = { of: () => Promise.resolve(person), log: () => undefined };
const tasteless: Pick<SearchTaste, 'likings'> = { likings: () => Promise.resolve(null) };

const serviceOn = (on: Elastic) =>
  new SearchService(
    on,
    new SearchRanker(on, embedding as Embedding, tasteless as SearchTaste),
    new Cursors(parseEnvironment({ JWT_SECRET: 'x'.repeat(32) })),
    people as SearchPeople,
    new Metrics(),
  );

const search = (query: Record<string, unknown>): Promise<SearchResult> =>
  serviceOn(elastic).search(searchQuerySchema.parse(query), undefined);
const titles = (result: SearchResult) => result.items.map(({ movie }) => movie.title);

beforeAll(async () => {
  elastic = connectElastic({ url: testServices().elasticsearchUrl, prefix, timeoutMs: 20_000 });
  await movieIndex(elastic).rebuild({
    version: versionAt(new Date()),
    total: CATALOGUE.length,
    documents: await documentsOf(CATALOGUE),
    probe: (index) => probeMovies(elastic, index),
  });
});
afterAll(async () => {
  await elastic.client.indices.delete({
    index: Object.keys(await elastic.client.indices.get({ index: `${prefix}-*` })),
  });
  await elastic.close();
});

describe('search', () => {
  it.each([
    ['the godfather', 'The Godfather'],
    ['teh godfahter', 'The Godfather'],
    ['amelie', 'Amélie'],
    ['wall e', 'WALL·E'],
    ['walle', 'WALL·E'],
    ['heat', 'Heat'],
    ['heat pacino de niro', 'Heat'],
    ['weatherman relives the same day', 'Groundhog Day'],
    ['french comedy', 'Amélie'],
  ])('"%s" finds %s, with meaning and without', async (q, title) => {
    expect(titles(await search({ q }))[0]).toBe(title);
    expect(titles(await search({ q, mode: 'text' }))[0]).toBe(title);
  });

  it('counts the facets of a fresh search as Elasticsearch counts them for its next page', async () => {
    const first = await search({ q: 'a crime lantern in paris', limit: '20' });
    const next = await search({ q: 'a crime lantern in paris', limit: '20', cursor: first.nextCursor });
    expect(first.facets!.genres.length).toBeGreaterThan(3);
    expect(next.facets).toEqual(first.facets);
  });

  it('answers in the form of the contract, with marks, facets and signals that add up', async () => {
    const result = await search({ q: 'godfahter pacino', explain: 'true' });
    expect(searchResultSchema.parse(result)).toEqual(result);
    const [best] = result.items;
    expect(best?.highlights).toMatchObject({
      title: 'The \u0002Godfather\u0003',
      people: 'Al \u0002Pacino\u0003',
    });
    expect(Object.values(best!.signals!).reduce((sum, value) => sum + value, 0)).toBeCloseTo(best!.score);
    expect(result.facets?.genres.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(
      result.total,
    );
  });

  it('proposes the title that was meant, and says what it understood', async () => {
    expect((await search({ q: 'teh godfather' })).didYouMean).toBe('the godfather');
    expect((await search({ q: 'the godfather' })).didYouMean).toBeNull();
    expect((await search({ q: '70s crime' })).understood).toEqual([
      { words: '70s', as: '1970–1979', code: 'decade', value: '1970' },
      { words: 'crime', as: 'Crime', code: 'genre', value: 'Crime' },
    ]);
  });

  it('searches by meaning alone', async () => {
    const { items } = await search({ q: 'small robot cleans the earth', mode: 'semantic', explain: 'true' });
    expect(items[0]?.movie.title).toBe('WALL·E');
    expect(items[0]?.signals?.text).toBe(0);
  });

  it('obeys every filter', async () => {
    const filters = {
      genres: 'Crime',
      yearFrom: '1990',
      yearTo: '1999',
      minRating: '4',
      runtimeMax: '120',
      language: 'en',
    };
    expect(titles(await search({ q: 'al pacino', ...filters, person: 'Al Pacino' }))).toEqual(['Heat']);
    expect((await search({ q: 'al pacino', language: 'fr', person: 'Al Pacino' })).items).toEqual([]);
  });

  it('sorts', async () => {
    const { items } = await search({ q: 'pacino', sort: 'year', mode: 'text' });
    expect(items.map(({ movie }) => movie.year)).toEqual([1972, 1995]);
  });

  it('leaves out what the person has seen or hidden', async () => {
    person = { seen: new Set([1]), hidden: { people: ['Michael Mann'] } };
    try {
      const shown = await search({ q: 'al pacino', mode: 'text' });
      expect(shown.items.map(({ movie, seen }) => [movie.title, seen])).toEqual([['The Godfather', true]]);
      expect((await search({ q: 'al pacino', mode: 'text', hideSeen: 'true' })).items).toEqual([]);
    } finally {
      person = GUEST;
    }
  });

  it('goes on with words when there is no embedder', async () => {
    isEmbedderUp = false;
    try {
      const result = await search({ q: 'teh godfather' });
      expect(result.degraded).toEqual(['embedder']);
      expect(titles(result)[0]).toBe('The Godfather');
    } finally {
      isEmbedderUp = true;
    }
  });

  it('pages over 20 pages without repeat or gap while films change', async () => {
    const first = await search({ q: 'lantern keeper', limit: '10' });
    const expected = first.total;
    expect(expected).toBeGreaterThan(200);
    const seen = first.items.map(({ movie }) => movie.id);
    let cursor = first.nextCursor;
    for (let page = 2; cursor !== null; page++) {
      const changed = CATALOGUE.slice(page * 10, page * 10 + 10);
      await elastic.client.bulk({
        index: `${prefix}-movies`,
        refresh: true,
        operations: changed.flatMap(({ id }) => [
          { update: { _id: String(id) } },
          { doc: { ratingCount: 5000 + page, popularity: 1, overview: 'Something else entirely.' } },
        ]),
      });
      const next = await search({ q: 'lantern keeper', limit: '10', cursor });
      seen.push(...next.items.map(({ movie }) => movie.id));
      cursor = next.nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(expected);
  });

  it('refuses an altered cursor, and one of another query', async () => {
    const { nextCursor } = await search({ q: 'lantern', limit: '5' });
    const altered = `${nextCursor!.slice(0, -2)}${nextCursor!.endsWith('AA') ? 'BB' : 'AA'}`;
    await expect(search({ q: 'lantern', limit: '5', cursor: altered })).rejects.toThrow('nextCursor');
    await expect(search({ q: 'heat', limit: '5', cursor: nextCursor })).rejects.toThrow('nextCursor');
  });

  it('says within a second that Elasticsearch is gone', async () => {
    const dead = connectElastic({ url: 'http://127.0.0.1:9', prefix });
    const started = performance.now();
    const asked = serviceOn(dead).search(searchQuerySchema.parse({ q: 'heat' }), undefined);
    await expect(asked).rejects.toMatchObject({ code: 'search-unavailable', retryAfterSeconds: 5 });
    expect(performance.now() - started).toBeLessThan(1000);
    await dead.close();
  });
});

describe('suggest', () => {
  const suggest = async (q: string) =>
    (await serviceOn(elastic).suggest({ q, limit: 8 })).items.map(({ kind, text }) => `${kind} ${text}`);

  it.each([
    ['godf', 'movie The Godfather'],
    ['the godf', 'movie The Godfather'],
    ['godfaht', 'movie The Godfather'],
    ['amel', 'movie Amélie'],
    ['wall', 'movie WALL·E'],
    ['h', 'movie Heat'],
    ['al pac', 'person Al Pacino'],
    ['murray', 'person Bill Murray'],
  ])('"%s" suggests %s first', async (typed, first) => {
    expect((await suggest(typed))[0]).toBe(first);
  });
});
