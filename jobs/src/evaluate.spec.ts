import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseEvaluateArguments } from '#evaluate-arguments';
import { readMovies, readRatings } from '#evaluate-files';
import { evaluationPage } from '#evaluate-page';
import { questionOf } from '#evaluate-run';

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'evaluate-'))));
afterAll(() => rm(folder, { recursive: true }));

async function aFile(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('arguments', () => {
  it('have defaults', () => {
    expect(parseEvaluateArguments(['--train', 'a.csv', '--test', 'b.csv'])).toMatchObject({
      source: { train: 'a.csv', test: 'b.csv' },
      strategies: ['popular', 'als', 'item', 'hybrid', 'stacked'],
      top: 20,
      holdOut: 'auto',
    });
    expect(parseEvaluateArguments(['--help'])).toBe('help');
  });

  it.each([
    [['--test', 'b.csv'], /--train is missing/],
    [['--train', 'a.csv'], /--test is missing/],
    [['--ratings', 'a.csv'], /--ratings needs --split/],
    [['--ratings', 'a.csv', '--split', 'by-moon'], /--split: "by-moon" is none of random, user-time/],
    [['--train', 'a.csv', '--test', 'b.csv', '--top', 'ten'], /--top: "ten" is not a whole number/],
    [['--train', 'a.csv', '--test', 'b.csv', '--told', '1,none'], /--told: "none" is not a whole number/],
    [
      ['--train', 'a.csv', '--test', 'b.csv', '--strategies', 'als,magic'],
      /--strategies: "magic" is none of/,
    ],
    [['--train', 'a.csv', '--test', 'b.csv', '--tpo', '3'], /'--tpo'/],
  ])('%j are refused by name', (argv, message) => {
    expect(() => parseEvaluateArguments(argv)).toThrow(message);
  });
});

describe('files', () => {
  it('have ratings under movieId or itemId', async () => {
    const path = await aFile('a.csv', 'userId,itemId,rating,timestamp\n7,11,4.5,100\r\n8,12,3,200\n');
    expect(await readRatings(path, 'train')).toEqual({
      users: Int32Array.of(7, 8),
      movies: Int32Array.of(11, 12),
      values: Float32Array.of(4.5, 3),
      times: Float64Array.of(100, 200),
    });
  });

  it('are refused by flag, line and reason', async () => {
    await expect(readRatings(join(folder, 'none.csv'), 'test')).rejects.toThrow(
      /--test: .*none.csv cannot be read \(ENOENT\)/,
    );
    await expect(readRatings(await aFile('b.csv', 'user,film\n'), 'train')).rejects.toThrow(
      /must start with the columns/,
    );
    await expect(
      readRatings(await aFile('c.csv', 'userId,movieId,rating\n1,2,good\n'), 'train'),
    ).rejects.toThrow(/line 2/);
  });

  it('have movies as CSV or as JSON lines', async () => {
    const csv = await aFile(
      'm.csv',
      'movieId,title,genres\n1,"American President, The (1995)",Comedy|Drama\n2,Heat (1995),(no genres listed)\n',
    );
    expect(await readMovies(csv)).toMatchObject([
      { id: 1, title: 'American President, The (1995)', year: 1995, genres: ['Comedy', 'Drama'] },
      { id: 2, genres: [] },
    ]);
    const lines = await aFile(
      'm.jsonl',
      '{"movieId":3,"title":"Up","year":2009,"genres":["Animation"],"directors":["Pete Docter"],"actors":[],"overview":"Balloons."}\n',
    );
    expect(await readMovies(lines)).toMatchObject([
      { id: 3, year: 2009, people: ['Pete Docter'], overview: 'Balloons.' },
    ]);
  });
});

it('the question follows from the dates of the test ratings', () => {
  const columns = (times: number[]) => ({
    users: Int32Array.of(1, 1),
    movies: Int32Array.of(1, 2),
    values: Float32Array.of(4, 4),
    times: Float64Array.from(times),
  });
  expect(questionOf(columns([1, 2]), columns([2, 3]))).toBe('user-time');
  expect(questionOf(columns([1, 4]), columns([2, 3]))).toBe('random');
});

it('the page shows every strategy and asks for nothing outside', () => {
  const page = evaluationPage({
    title: 'A <test>',
    facts: { People: 3 },
    strategies: { als: { values: { 'ndcg@10': 0.25 }, intervals: {} } },
  });
  expect(page).toContain('A &#60;test&#62;');
  expect(page).toContain('0.250');
  expect(page).not.toMatch(/https?:|<script/);
});
