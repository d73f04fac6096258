import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface SmallSet {
  /** Rows of movies.csv: `1265,Groundhog Day (1993),Comedy`. */
  readonly movies: readonly string[];
  /** Rows of ratings.csv: `1,1265,4.5,1000000000`. */
  readonly ratings: readonly string[];
  readonly links?: readonly string[];
}

/** Writes a MovieLens set in the csv form. @returns its folder. */
export async function writeSet(path: string, { movies, ratings, links = [] }: SmallSet): Promise<string> {
  await mkdir(path, { recursive: true });
  const write = (name: string, header: string, rows: readonly string[]) =>
    writeFile(join(path, name), [header, ...rows, ''].join('\n'));
  await write('movies.csv', 'movieId,title,genres', movies);
  await write('ratings.csv', 'userId,movieId,rating,timestamp', ratings);
  if (links.length > 0) await write('links.csv', 'movieId,imdbId,tmdbId', links);
  return path;
}

/** A set of any size: people × films, each person having rated every third film. */
export function aSet({ people, films }: { readonly people: number; readonly films: number }): SmallSet {
  const ratings: string[] = [];
  for (let user = 1; user <= people; user++) {
    for (let movie = 1 + (user % 3); movie <= films; movie += 3) {
      ratings.push(
        `${String(user)},${String(movie)},${String(((user + movie) % 10) / 2 + 0.5)},${String(1e9 + user)}`,
      );
    }
  }
  return {
    movies: Array.from({ length: films }, (_, k) => `${String(k + 1)},Film No ${String(k + 1)} (1999),Drama`),
    ratings,
  };
}
