import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { seededRandom } from '../../recommender/src/random.ts';
import { pairsByPerson } from './kernel-pairs.ts';

export interface RatingSetSize {
  readonly people: number;
  readonly films: number;
  readonly ratings: number;
}

const ROWS_A_CHUNK = 20_000;
const FIRST_SECOND = 1_000_000_000;

/** Writes a MovieLens set (csv form) of about so many ratings, drawn as randomPairs does. @returns how many there are. */
export async function writeRatingSet(
  folder: string,
  { people, films, ratings }: RatingSetSize,
): Promise<number> {
  await mkdir(folder, { recursive: true });
  const titles = Array.from(
    { length: films },
    (_, at) => `${String(at + 1)},Film No ${String(at + 1)} (1999),Drama`,
  );
  await writeFile(join(folder, 'movies.csv'), ['movieId,title,genres', ...titles, ''].join('\n'));
  let count = 0;
  const random = seededRandom(7);
  function* chunks(): Generator<string> {
    let lines: string[] = ['userId,movieId,rating,timestamp'];
    for (const { user, movies } of pairsByPerson({ users: people, movies: films, pairs: ratings })) {
      for (const movie of movies) {
        const stars = (1 + Math.floor(random() * 10)) / 2;
        lines.push(
          `${String(user + 1)},${String(movie + 1)},${stars.toFixed(1)},${String(FIRST_SECOND + count)}`,
        );
        count += 1;
      }
      if (lines.length < ROWS_A_CHUNK) continue;
      yield `${lines.join('\n')}\n`;
      lines = [];
    }
    if (lines.length > 0) yield `${lines.join('\n')}\n`;
  }
  await pipeline(Readable.from(chunks()), createWriteStream(join(folder, 'ratings.csv')));
  return count;
}
