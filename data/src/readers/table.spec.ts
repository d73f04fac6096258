import { afterAll, beforeAll, expect, it } from 'vitest';
import { readTable } from '#readers/table';
import { scratchFolder } from '#testing/scratch-folder';
import type { ScratchFolder } from '#testing/scratch-folder';

let folder: ScratchFolder;
beforeAll(async () => {
  folder = await scratchFolder();
});
afterAll(async () => {
  await folder.remove();
});

async function rowsOf(text: string): Promise<(readonly string[])[]> {
  const file = await folder.write('tags.csv', text);
  const rows: (readonly string[])[] = [];
  const form = { delimiter: ',', encoding: 'utf-8', headers: [['movieId', 'tag']] } as const;
  for await (const { fields } of readTable(file, form)) rows.push(fields);
  return rows;
}

it('reads rows with quoted fields', async () => {
  expect(await rowsOf('movieId,tag\n1,"pixar, toys"\n')).toEqual([['1', 'pixar, toys']]);
});

it('refuses a quote that is never closed, before it has read the whole file', async () => {
  const text = `movieId,tag\n1,"pixar\n${'2,toys\n'.repeat(400_000)}`;
  await expect(rowsOf(text)).rejects.toThrow(/tags\.csv:\d+: is broken: Max Record Size/);
});
