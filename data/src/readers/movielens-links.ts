import { basename } from 'node:path';
import type { Tally } from '#import/report';
import type { NewMovie } from '#movie-row';
import { parseId } from '#readers/movielens-movies';
import { readTable } from '#readers/table';

/** `0114709` or `tt0114709` → `tt0114709`; null for anything that is no IMDb number. */
export function imdbId(text: string): string | null {
  const digits = /^(?:tt)?0*([1-9]\d{0,9})$/.exec(text.trim())?.[1];
  return digits === undefined ? null : `tt${digits.padStart(7, '0')}`;
}

/** Adds the ids of `links.csv` (movieId,imdbId,tmdbId) to the movies. */
export async function addLinks(file: string, movies: Map<number, NewMovie>, tally: Tally): Promise<void> {
  const form = { delimiter: ',', encoding: 'utf-8', headers: [['movieId', 'imdbId', 'tmdbId']] } as const;
  for await (const { line, fields } of readTable(file, form)) {
    const example = () => `${basename(file)}:${String(line)}: ${fields.join(',').slice(0, 200)}`;
    const [idText, imdbText = '', tmdbText = ''] = fields;
    const id = parseId(idText);
    if (fields.length !== 3 || id === undefined) {
      tally.add('malformed-row', example);
      continue;
    }
    const movie = movies.get(id);
    if (movie === undefined) tally.add('unknown-link', example);
    else movies.set(id, { ...movie, imdbId: imdbId(imdbText), tmdbId: parseId(tmdbText) ?? null });
  }
}
