import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BrokenFileError } from '#readers/broken-file';

/** How a MovieLens set is written. `csv`: latest, 20m and later; `colons`: 1m and 10m; `tabs`: 100k. */
export interface MovieLensForm {
  readonly name: 'csv' | 'colons' | 'tabs';
  /** Whose ids these are: 100k numbers its films in its own way, all others share one numbering. */
  readonly source: 'movielens' | 'movielens-100k';
  readonly movies: string;
  readonly ratings: string;
  readonly links: string | undefined;
  readonly tags: string | undefined;
  readonly separator: ',' | '::' | '\t';
  readonly encoding: 'utf-8' | 'latin1';
}

const FORMS = [
  { name: 'csv', source: 'movielens', movies: 'movies.csv', ratings: 'ratings.csv', links: 'links.csv', tags: 'tags.csv', separator: ',', encoding: 'utf-8' },
  { name: 'colons', source: 'movielens', movies: 'movies.dat', ratings: 'ratings.dat', links: undefined, tags: 'tags.dat', separator: '::', encoding: 'latin1' },
  { name: 'tabs', source: 'movielens-100k', movies: 'u.item', ratings: 'u.data', links: undefined, tags: undefined, separator: '\t', encoding: 'latin1' },
] as const satisfies readonly MovieLensForm[]; // prettier-ignore

/**
 * Finds the files of a MovieLens set in a folder, or in the one folder inside it that an archive unpacks to.
 * @throws BrokenFileError when there is none, or several to choose from.
 */
export async function findMovieLens(path: string): Promise<MovieLensForm> {
  const names = await readdir(path).catch((cause: unknown) => {
    throw new BrokenFileError({ file: path, reason: 'is not a folder that can be read' }, { cause });
  });
  const here = formOf(path, names);
  if (here !== undefined) return here;
  const inside = await Promise.all(
    names.map(async (name) =>
      formOf(join(path, name), await readdir(join(path, name)).catch((): string[] => [])),
    ),
  );
  const found = inside.filter((form) => form !== undefined);
  if (found.length > 1) {
    const folders = found.map(({ ratings }) => dirname(ratings)).sort();
    throw new BrokenFileError({
      file: path,
      reason: `holds several sets; name one of ${folders.join(', ')}`,
    });
  }
  if (found[0] !== undefined) return found[0];
  throw new BrokenFileError({
    file: path,
    reason:
      'holds no MovieLens set (movies.csv and ratings.csv, movies.dat and ratings.dat, or u.item and u.data)',
  });
}

function formOf(folder: string, names: readonly string[]): MovieLensForm | undefined {
  const form = FORMS.find(({ movies, ratings }) => names.includes(movies) && names.includes(ratings));
  if (form === undefined) return undefined;
  const optional = (file: string | undefined) =>
    file !== undefined && names.includes(file) ? join(folder, file) : undefined;
  return {
    ...form,
    movies: join(folder, form.movies),
    ratings: join(folder, form.ratings),
    links: optional(form.links),
    tags: optional(form.tags),
  };
}

/** @throws BrokenFileError for a file that is empty or cannot be read. @returns its size in bytes. */
export async function sizeOf(file: string): Promise<number> {
  const { size } = await stat(file).catch((cause: unknown) => {
    throw new BrokenFileError({ file, reason: 'cannot be read' }, { cause });
  });
  if (size === 0) throw new BrokenFileError({ file, reason: 'is empty' });
  return size;
}
