import { expect, it } from 'vitest';
import type { Elastic } from '#elastic';
import { MovieSearcher } from '#movie-searcher';

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
