import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Movie } from '../../contract/src/movie.ts';
import { Tally } from '../../data/src/import/report.ts';
import { addMetadata } from '../../data/src/readers/metadata.ts';
import { findMovieLens } from '../../data/src/readers/movielens-form.ts';
import { readMovieLensMovies } from '../../data/src/readers/movielens-movies.ts';
import { addTags } from '../../data/src/readers/movielens-tags.ts';

/** A film with the titles that MovieLens puts in brackets. */
export interface ListedMovie {
  readonly movie: Movie;
  readonly otherTitles: readonly string[];
}

/** Ratings of the mean that a film without ratings is given. */
const DAMPING = 5;

/** Reads `ml-latest-small` and `ml-latest-small-metadata.jsonl` of a folder as the import does. */
export async function readCatalogue(folder: string): Promise<ListedMovie[]> {
  const form = await findMovieLens(join(folder, 'ml-latest-small'));
  const tally = new Tally();
  const { movies } = await readMovieLensMovies(form, tally);
  await addMetadata(join(folder, 'ml-latest-small-metadata.jsonl'), movies, tally);
  await addTags(form, movies, tally);
  const stars = await readStars(form.ratings);
  const most = Math.max(...[...stars.values()].map(({ count }) => count));
  return [...movies.values()].map(({ aliases, source: _source, ...movie }) => {
    const { count, sum } = stars.get(movie.id) ?? { count: 0, sum: 0 };
    const damped = (sum + 3 * DAMPING) / (count + DAMPING);
    return {
      otherTitles: aliases,
      movie: {
        ...movie,
        ratingCount: count,
        ratingMean: count === 0 ? null : sum / count,
        popularity: (damped / 5) * (Math.log1p(count) / Math.log1p(most)),
      },
    };
  });
}

async function readStars(file: string): Promise<Map<number, { count: number; sum: number }>> {
  const stars = new Map<number, { count: number; sum: number }>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [, movie, rating] = line.split(',').map(Number);
    if (movie === undefined || Number.isNaN(movie)) continue;
    const one = stars.get(movie) ?? { count: 0, sum: 0 };
    one.count += 1;
    one.sum += rating!;
    stars.set(movie, one);
  }
  return stars;
}
