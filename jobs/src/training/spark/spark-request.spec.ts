import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMatrix } from '@marquee/recommender/sparse-matrix';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAnswer } from '#training/spark/spark-answer';
import { SPARK_DEFAULTS } from '#training/spark/spark-als';
import { jdbcRatings, sparkParameters, writeLevels } from '#training/spark/spark-request';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'marquee-spark-'))));
afterEach(async () => await rm(folder, { recursive: true }));

describe('what Spark is asked', () => {
  it('says our parameters in its terms', () => {
    const { shares, rank, alpha, regularization, iterations } = sparkParameters(SPARK_DEFAULTS);
    expect({ rank, iterations }).toEqual({ rank: 64, iterations: 12 });
    expect(alpha).toBeCloseTo(7.69, 2);
    expect(regularization).toBeCloseTo((0.1 * (1 + 0.13)) / 2 / 0.13, 5);
    // Two stars below the own mean, at it, one and a half stars and more above it.
    expect(shares[128 - 50]).toBeNull();
    expect(shares[128]).toBeCloseTo(1.13 / 2 - 0.13, 5);
    expect(shares[128 + 38]).toBeCloseTo(1, 1);
    expect(shares[255]).toBe(1);
  });

  it('names the database as JDBC does, with the password apart', () => {
    const of = { excluded: [7], partitions: 3 };
    expect(jdbcRatings('postgres://ada:p%40ss@db:5432/marquee?sslmode=require', of)).toEqual({
      kind: 'postgres',
      url: 'jdbc:postgresql://db:5432/marquee?sslmode=require',
      user: 'ada',
      password: 'p@ss',
      ...of,
    });
  });

  it('gives it each rating with its level', async () => {
    const matrix = buildMatrix({
      users: Int32Array.of(5, 5, 9),
      movies: Int32Array.of(30, 20, 30),
      values: Float32Array.of(5, 3, 4),
      times: Float64Array.of(1, 2, 3),
    });
    const file = join(folder, 'levels.csv');
    await writeLevels(file, matrix);
    // The mean of all is 4, and so is each person's: one star is 25 steps around 128.
    expect(await readFile(file, 'utf8')).toBe('5,20,103\n5,30,153\n9,30,128\n');
  });

  it('stops writing when it is told to', async () => {
    const matrix = buildMatrix({
      users: Int32Array.of(5),
      movies: Int32Array.of(30),
      values: Float32Array.of(5),
      times: Float64Array.of(1),
    });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(writeLevels(join(folder, 'levels.csv'), matrix, signal)).rejects.toThrow('enough');
  });
});

describe('what Spark answers', () => {
  const answer = async (movies: number): Promise<void> => {
    const files = {
      'summary.json': JSON.stringify({ movies }),
      'movies.i32': new Uint8Array(Int32Array.of(20, 30).buffer),
      'movies.f32': new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer),
      'people.i32': new Uint8Array(Int32Array.of(5).buffer),
      'people.f32': new Uint8Array(Float32Array.of(5, 6).buffer),
    };
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  };

  it('is factors by movie', async () => {
    await answer(2);
    const { movies, people } = await readAnswer(folder, 2);
    expect(movies).toEqual({
      movieIds: Int32Array.of(20, 30),
      factors: Float32Array.of(1, 2, 3, 4),
      width: 2,
    });
    expect(people).toEqual({ ids: Int32Array.of(5), factors: Float32Array.of(5, 6) });
  });

  it('is refused when it is not whole', async () => {
    await answer(3);
    await expect(readAnswer(folder, 2)).rejects.toThrow(/not whole: 2 movies of 3/);
  });
});
