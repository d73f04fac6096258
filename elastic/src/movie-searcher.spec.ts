import { expect, it } from 'vitest';
import type { Elastic } from '#elastic';
import { MovieSearcher } from '#movie-searcher';
import { understand } from '#query-understanding';

const LOST = {
  status: 503,
  error: { type: 'search_phase_execution_exception', reason: 'Partial shards failure' },
};
const FOUND = { status: 200, aggregations: { most: { value: 329 } }, hits: { hits: [] } };

/** Answers one search after the other with these. */
function searcherOver(...answers: readonly object[]) {
  const asked: { readonly searches: readonly object[] }[] = [];
  const client = {
    msearch: (request: { readonly searches: readonly object[] }) => {
      asked.push(request);
      return Promise.resolve({ responses: [answers[asked.length - 1]] });
    },
  };
  return { asked, searcher: new MovieSearcher({ client, prefix: 'films' } as unknown as Elastic) };
}

it('asks again when a part of the index was not there, and never takes an answer without it', async () => {
  const { asked, searcher } = searcherOver(LOST, FOUND);
  expect(await searcher.mostRatings()).toBe(329);
  expect(asked).toHaveLength(2);
  expect(asked[0]!.searches[0]).toEqual({ allow_partial_search_results: false });
});

it('says that search is away when it stays away', async () => {
  const { asked, searcher } = searcherOver(LOST, LOST);
  await expect(searcher.mostRatings()).rejects.toMatchObject({ code: 'search-unavailable' });
  expect(asked).toHaveLength(2);
});

it('reads the facts of a fresh index once, ahead of the searches that need them', async () => {
  const hit = (id: number) => ({
    _index: 'films-1',
    _score: 1,
    sort: [1, id],
    fields: { id: [id], 'title.sort': ['heat'] },
  });
  const none = { status: 200, hits: { hits: [] } };
  const some = { status: 200, hits: { hits: [hit(6)] } };
  const bodies: object[] = [];
  const client = {
    msearch: ({ searches }: { readonly searches: readonly object[] }) => {
      const asked = searches.filter((_, at) => at % 2 === 1);
      bodies.push(...asked);
      return Promise.resolve({
        responses: asked.map((body) => ('sort' in body || asked.length === 1 ? some : none)),
      });
    },
  };
  const searcher = new MovieSearcher({ client, prefix: 'films' } as unknown as Elastic);
  const request = { query: 'heat', understanding: understand('heat'), filters: {} };
  for (let search = 0; search < 3; search++) await searcher.candidates(request, { words: true, vector: [1] });
  await expect.poll(() => bodies.filter((body) => 'sort' in body)).toHaveLength(1);
});

/** Finds film 6 by words, and film 7 by meaning once it is told to. */
function searcherWithSlowMeaning() {
  const hit = (id: number) => ({
    _index: 'films-1',
    _score: 1,
    sort: [1, id],
    fields: { id: [id], 'title.sort': ['heat'] },
  });
  const story: string[] = [];
  let end: (how: 'found' | Error) => void = () => undefined;
  const answered = (ids: readonly number[]) => ({ status: 200, hits: { hits: ids.map(hit) } });
  const client = {
    msearch: async ({ searches }: { readonly searches: readonly object[] }) => {
      const bodies = searches.filter((_, at) => at % 2 === 1);
      // Words are asked for by several searches at once, facts by one that names the films.
      const named = [6, 7].filter((id) => new RegExp(`\\b${String(id)}\\b`).test(JSON.stringify(bodies[0])));
      if (!('knn' in bodies[0]!))
        return { responses: bodies.map(() => answered(bodies.length > 1 ? [6] : named)) };
      story.push('asks for meaning');
      const how = await new Promise<'found' | Error>((resolve) => (end = resolve));
      if (how !== 'found') throw how;
      return { responses: [answered([7])] };
    },
  };
  const searcher = new MovieSearcher({ client, prefix: 'films' } as unknown as Elastic);
  const search = () =>
    searcher.candidates(
      { query: 'heat', understanding: understand('heat'), filters: {} },
      {
        words: true,
        vector: Promise.resolve([1]),
        meanwhile: (films) => story.push(`looks at ${[...films].map(({ id }) => String(id)).join(' ')}`),
      },
    );
  return { search, story, finish: (how: 'found' | Error) => end(how) };
}

it('tells what the words found while those near in meaning are looked for', async () => {
  const { search, story, finish } = searcherWithSlowMeaning();
  const searching = search();
  await expect.poll(() => story).toEqual(['asks for meaning', 'looks at 6']);
  finish('found');
  expect((await searching).map(({ id }) => id).sort()).toEqual([6, 7]);
});

it('fails as a whole when one half does', async () => {
  const { search, story, finish } = searcherWithSlowMeaning();
  const searching = search();
  await expect.poll(() => story).toHaveLength(2);
  finish(new Error('a fault'));
  await expect(searching).rejects.toThrow('a fault');
});
