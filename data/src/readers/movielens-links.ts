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

interface Link {
  readonly id: number;
  readonly imdbId: string | null;
  readonly tmdbId: number | null;
  /** Where it stands, for a report. */
  readonly example: () => string;
}

/** The rows of `links.csv` (movieId,imdbId,tmdbId) that can be read. */
export async function* readLinks(file: string, tally: Tally): AsyncGenerator<Link> {
  const form = { delimiter: ',', encoding: 'utf-8', headers: [['movieId', 'imdbId', 'tmdbId']] } as const;
  for await (const { line, fields } of readTable(file, form)) {
    const example = () => `${basename(file)}:${String(line)}: ${fields.join(',').slice(0, 200)}`;
    const [idText, imdbText = '', tmdbText = ''] = fields;
    const id = parseId(idText);
    if (fields.length !== 3 || id === undefined) tally.add('malformed-row', example);
    else yield { id, imdbId: imdbId(imdbText), tmdbId: parseId(tmdbText) ?? null, example };
  }
}

/** Adds the ids of `links.csv` to the movies. */
export async function addLinks(file: string, movies: Map<number, NewMovie>, tally: Tally): Promise<void> {
  for await (const { id, example, ...ids } of readLinks(file, tally)) {
    const movie = movies.get(id);
    if (movie === undefined) tally.add('unknown-link', example);
    else movies.set(id, { ...movie, ...ids });
  }
}
