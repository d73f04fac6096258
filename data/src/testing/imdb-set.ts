import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const IMDB_HEADERS = {
  'title.basics':
    'tconst titleType primaryTitle originalTitle isAdult startYear endYear runtimeMinutes genres',
  'title.ratings': 'tconst averageRating numVotes',
  'title.principals': 'tconst ordering nconst category job characters',
  'name.basics': 'nconst primaryName birthYear deathYear primaryProfession knownForTitles',
} as const;
export type ImdbTables = { readonly [Name in keyof typeof IMDB_HEADERS]?: readonly string[] };

/** Writes IMDb tables; rows are written with ` | ` for tabs: `tt0107048 | movie | Groundhog Day | …`. @returns the folder. */
export async function writeImdbSet(
  path: string,
  tables: ImdbTables,
  { packed = false }: { readonly packed?: boolean } = {},
): Promise<string> {
  await mkdir(path, { recursive: true });
  for (const [name, rows] of Object.entries(tables)) {
    const header = IMDB_HEADERS[name as keyof typeof IMDB_HEADERS].replaceAll(' ', '\t');
    const text = [header, ...rows.map((row) => row.replaceAll(' | ', '\t')), ''].join('\n');
    await writeFile(join(path, `${name}.tsv${packed ? '.gz' : ''}`), packed ? gzipSync(text) : text);
  }
  return path;
}
