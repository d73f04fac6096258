import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRatingLines } from '#readers/rating-lines';
import type { RatingLinesOptions } from '#readers/rating-lines';
import { scratchFolder } from '#testing/scratch-folder';
import type { ScratchFolder } from '#testing/scratch-folder';

let folder: ScratchFolder;
beforeAll(async () => {
  folder = await scratchFolder();
});
afterAll(async () => {
  await folder.remove();
});

const HEADER = 'userId,movieId,rating,timestamp\n';

async function read(content: string | Uint8Array, options: Partial<RatingLinesOptions> = {}) {
  const rows: number[][] = [];
  const malformed: string[] = [];
  const count = await readRatingLines(await folder.write('ratings.csv', content), {
    separator: ',',
    header: true,
    row: ({ user, movie, stars, seconds }) => void rows.push([user, movie, stars, seconds]),
    malformed: (line, text) => malformed.push(`${String(line)}: ${text}`),
    ...options,
  });
  return { rows, malformed, count };
}

describe('readRatingLines', () => {
  it('reads the three forms of MovieLens', async () => {
    const wanted = [[1, 31, 2.5, 1260759144], [671, 6565, 4, 1074784724]]; // prettier-ignore
    expect((await read(`${HEADER}1,31,2.5,1260759144\r\n671,6565,4.0,1074784724\n`)).rows).toEqual(wanted);
    const plain = { header: false };
    expect((await read('1::31::2.5::1260759144\n671::6565::4::1074784724', { ...plain, separator: '::' })).rows).toEqual(wanted); // prettier-ignore
    expect((await read('1\t31\t2.5\t1260759144\n671\t6565\t4\t1074784724\n', { ...plain, separator: '\t' })).rows).toEqual(wanted); // prettier-ignore
  });

  it('finds rows that lie across the borders of what is read at once', async () => {
    const lines = Array.from(
      { length: 60_000 },
      (_, k) => `${String(k + 1)},${String((k % 997) + 1)},3.5,${String(1e9 + k)}`,
    );
    const { rows, count } = await read(HEADER + lines.join('\n'));
    expect(count).toBe(60_000);
    expect(rows.map((row) => row[0])).toEqual(lines.map((_, k) => k + 1));
    expect(rows.at(-1)).toEqual([60_000, (59_999 % 997) + 1, 3.5, 1e9 + 59_999]);
  });

  it('names malformed rows and goes on', async () => {
    const { rows, malformed } = await read(
      `${HEADER}1,2,3,4\n1,2,3\nx,2,3,4\n1,2,,4\n1,2,3,4,5\n\n2,2,3,4\n3,2,3,4\n4,2,3,4\n`,
    );
    expect(rows).toHaveLength(4);
    expect(malformed).toEqual(['3: 1,2,3', '4: x,2,3,4', '5: 1,2,,4', '6: 1,2,3,4,5']);
  });

  it('takes itemId for movieId', async () => {
    expect((await read('userId,itemId,rating,timestamp\n1,2,3,4\n')).rows).toEqual([[1, 2, 3, 4]]);
  });

  it.each([
    ['an empty file', '', 'is empty'],
    ['a header alone', HEADER, 'holds no rows'],
    ['another table', 'id,name\n1,2\n', '1: has the header "id,name"'],
    ['a file cut in the middle of a row', `${HEADER}1,2,3.0,4\n1,3,4.`, '3: ends in the middle of a row ("1,3,4.")'],
    ['bytes that are no text', Buffer.concat([Buffer.from(HEADER), Buffer.from([0, 1, 2, 10, 255, 10])]), '2: holds bytes that are no text'],
    ['mostly nonsense', `${HEADER}${'a,b,c,d\n'.repeat(9)}1,2,3,4\n`, '9 of 10 rows are malformed'],
  ])('refuses %s with line and reason', async (_what, content, message) => {
    await expect(read(content)).rejects.toMatchObject({ name: 'BrokenFileError', message: expect.stringContaining(message) as string });
  }); // prettier-ignore

  it('stops when it is told to', async () => {
    await expect(
      read(`${HEADER}1,2,3,4\n`, { signal: AbortSignal.abort(new Error('enough')) }),
    ).rejects.toThrow('enough');
  });
});
