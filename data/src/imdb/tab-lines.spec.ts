import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readTabLines } from '#imdb/tab-lines';
import { scratchFolder } from '#testing/scratch-folder';
import type { ScratchFolder } from '#testing/scratch-folder';

let folder: ScratchFolder;
beforeAll(async () => {
  folder = await scratchFolder();
});
afterAll(() => folder.remove());

const read = async (file: string): Promise<string[]> => {
  const rows: string[] = [];
  await readTabLines(file, { columns: ['id', 'name'], row: (line) => void rows.push(line) });
  return rows;
};

it('refuses a file without line ends before it has been unpacked whole', async () => {
  const bytes = Buffer.concat([Buffer.from('id\tname\n1\t'), Buffer.alloc(20_000_000, 'x')]);
  const file = await folder.write('bomb.tsv.gz', gzipSync(bytes));
  await expect(read(file)).rejects.toMatchObject({ line: 2, reason: 'has a line that is no row of a table' });
});

it('takes a long row', async () => {
  const row = `1\t${'x'.repeat(500_000)}`;
  expect(await read(await folder.write('long.tsv', `id\tname\n${row}\n2\tb\n`))).toEqual([row, '2\tb']);
});
