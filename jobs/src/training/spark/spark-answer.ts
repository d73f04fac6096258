import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GivenFactors } from '@marquee/recommender/als-given';
import { PermanentFailure } from '#outcome';

export interface SparkAnswer {
  readonly movies: GivenFactors;
  /** Factors of some people, in Spark's own scale, to check fold-in against. */
  readonly people: { readonly ids: Int32Array; readonly factors: Float32Array };
  readonly summary: SparkSummary;
}

export interface SparkSummary {
  /** Spark's version and master. */
  readonly version: string;
  readonly master: string;
  readonly rows: number;
  readonly movies: number;
  readonly secondsToStart: number;
  readonly secondsToRead: number;
  readonly secondsToTrain: number;
  readonly secondsToAnswer: number;
  /** Of the Java process of the driver; 0 where the machine does not tell. */
  readonly peakMegabytes: number;
}

/**
 * Reads what `jobs/spark/als.py` leaves in a folder.
 * @throws PermanentFailure when it is not whole
 */
export async function readAnswer(folder: string, rank: number): Promise<SparkAnswer> {
  const summary = JSON.parse(await readFile(join(folder, 'summary.json'), 'utf8')) as SparkSummary;
  const movieIds = new Int32Array(await numbers(folder, 'movies.i32'));
  const factors = new Float32Array(await numbers(folder, 'movies.f32'));
  const people = {
    ids: new Int32Array(await numbers(folder, 'people.i32')),
    factors: new Float32Array(await numbers(folder, 'people.f32')),
  };
  const isWhole =
    movieIds.length === summary.movies &&
    factors.length === movieIds.length * rank &&
    people.factors.length === people.ids.length * rank;
  if (!isWhole) {
    throw new PermanentFailure(
      `Spark’s answer is not whole: ${movieIds.length} movies of ${summary.movies} with ${factors.length} numbers, where each has ${rank}.`,
    );
  }
  return { movies: { movieIds, factors, width: rank }, people, summary };
}

/** A copy that starts at a multiple of four bytes, whatever buffer the file came in. */
async function numbers(folder: string, name: string): Promise<ArrayBuffer> {
  const bytes = await readFile(join(folder, name));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}
