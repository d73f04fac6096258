import { expect, it } from 'vitest';
import { KeptFilms } from '#kept-films';

/** An index that tells the titles of its films and remembers what it was asked. */
function anIndex(index: string, titles: Readonly<Record<number, string>>, most = 10) {
  const asked: (readonly number[])[] = [];
  const films = new KeptFilms({
    most,
    read: (ids) => {
      asked.push(ids);
      const there = ids.filter((id) => titles[id] !== undefined);
      return Promise.resolve(
        there.map((id) => ({ _index: index, fields: { id: [id], title: [titles[id]] } })),
      );
    },
    valueOf: ({ fields }) => (fields as { readonly title: readonly string[] }).title[0]!,
  });
  return { asked, films };
}

it('reads a film once', async () => {
  const { asked, films } = anIndex('films-1', { 1: 'heat', 2: 'alien' });
  await films.of([{ id: 1, index: 'films-1' }]);
  const found = await films.of([1, 2, 2].map((id) => ({ id, index: 'films-1' })));
  expect(asked).toEqual([[1], [2]]);
  expect([...found]).toEqual([
    [1, 'heat'],
    [2, 'alien'],
  ]);
});

it('reads it anew of another index, and leaves out what is gone', async () => {
  const { asked, films } = anIndex('films-2', { 1: 'heat' });
  await films.of([{ id: 1, index: 'films-2' }]);
  const found = await films.of([1, 9].map((id) => ({ id, index: 'films-1' })));
  expect(asked).toEqual([[1], [1, 9]]);
  expect([...found.keys()]).toEqual([1]);
});

it('reads it anew where nobody says which index is meant', async () => {
  const { asked, films } = anIndex('films-1', { 1: 'heat' });
  await films.of([{ id: 1 }]);
  await films.of([{ id: 1 }]);
  expect(asked).toEqual([[1], [1]]);
});

it('keeps no more than it may', async () => {
  const { asked, films } = anIndex('films-1', { 1: 'heat', 2: 'alien' }, 1);
  for (const id of [1, 2, 1]) await films.of([{ id, index: 'films-1' }]);
  expect(asked).toEqual([[1], [2], [1]]);
});

it('gives up the film that was needed least lately', async () => {
  const { asked, films } = anIndex('films-1', { 1: 'heat', 2: 'alien', 3: 'fargo' }, 2);
  for (const id of [1, 2, 1, 3, 1, 2]) await films.of([{ id, index: 'films-1' }]);
  expect(asked).toEqual([[1], [2], [3], [2]]);
});

it('loses no film for one that is kept already', async () => {
  const { asked, films } = anIndex('films-1', { 1: 'heat', 2: 'alien' }, 2);
  const both = [1, 2].map((id) => ({ id, index: 'films-1' }));
  await films.of(both);
  films.keep({ _index: 'films-1', fields: { id: [2], title: ['alien'] } });
  await films.of(both);
  expect(asked).toEqual([[1, 2]]);
});
