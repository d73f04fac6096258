import { expect, it } from 'vitest';
import { CandidateFacts } from '#candidate-facts';

const hit = (index: string, id: string, title: string) => ({
  _index: index,
  _id: id,
  fields: { 'title.sort': [title] },
});

function aReader(index: string, titles: Readonly<Record<string, string>>) {
  const asked: (readonly string[])[] = [];
  const read = (ids: readonly string[]) => {
    asked.push(ids);
    return Promise.resolve(ids.flatMap((id) => (titles[id] === undefined ? [] : hit(index, id, titles[id]))));
  };
  return { asked, facts: new CandidateFacts(read) };
}

it('reads the facts of a film once', async () => {
  const { asked, facts } = aReader('films-1', { 1: 'heat', 2: 'alien' });
  await facts.of([hit('films-1', '1', '')]);
  const found = await facts.of([hit('films-1', '1', ''), hit('films-1', '2', ''), hit('films-1', '2', '')]);
  expect(asked).toEqual([['1'], ['2']]);
  expect([...found].map(([id, { titles }]) => [id, titles[0]])).toEqual([
    ['1', 'heat'],
    ['2', 'alien'],
  ]);
});

it('reads them anew of another index, and leaves out what is gone', async () => {
  const { asked, facts } = aReader('films-2', { 1: 'heat' });
  await facts.of([hit('films-2', '1', '')]);
  const found = await facts.of([hit('films-1', '1', ''), hit('films-1', '9', '')]);
  expect(asked).toEqual([['1'], ['1', '9']]);
  expect([...found.keys()]).toEqual(['1']);
});
