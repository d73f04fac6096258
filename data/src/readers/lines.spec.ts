import { expect, it } from 'vitest';
import { readLines } from '#readers/lines';

async function linesOf(text: string, size: number): Promise<string[]> {
  const bytes = Buffer.from(text);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield Promise.resolve(bytes.subarray(at, at + size));
  }
  const lines: string[] = [];
  for await (const line of readLines(pieces(), 'films.jsonl')) lines.push(line);
  return lines;
}

it.each([1, 3, 100])('puts lines and letters together from pieces of %i bytes', async (size) => {
  expect(await linesOf('Amélie\r\n\n🎬 Heat\nno end', size)).toEqual(['Amélie', '', '🎬 Heat', 'no end']);
  expect(await linesOf('one\n', size)).toEqual(['one']);
  expect(await linesOf('', size)).toEqual([]);
});

it('refuses a line that has no end', async () => {
  await expect(linesOf(`1\n${'x'.repeat(1_100_000)}`, 1 << 16)).rejects.toThrow(
    'films.jsonl:2: has a line of over a million letters',
  );
});
