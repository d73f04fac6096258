import { expect, it } from 'vitest';
import type { Elastic } from '#elastic';
import { ShortlistFinder } from '#shortlist';

it('is asked for again when a part of the index was not there', async () => {
  const lost = { status: 503, error: { type: 'search_phase_execution_exception', reason: 'Partial' } };
  const found = { status: 200, hits: { total: { value: 9 }, hits: [{ fields: { id: [6] } }] } };
  const answers = [lost, found];
  const client = { msearch: () => Promise.resolve({ responses: [answers.shift()] }) };
  const finder = new ShortlistFinder({ client, prefix: 'films' } as unknown as Elastic);
  const eligible = { filters: {}, exclusions: {}, languages: [] };
  const shortlist = await finder.find({ modelVersion: 'v1', people: [], eligible });
  expect(shortlist).toEqual({ movieIds: [6], total: 9, hasFactors: true });
});
