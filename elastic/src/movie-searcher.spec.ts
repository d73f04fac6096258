import { expect, it, vi } from 'vitest';
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
  await vi.waitFor(() => expect(bodies.filter((body) => 'sort' in body)).toHaveLength(1));
});
