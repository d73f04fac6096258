import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';

/** What is known of a film's link to TMDB; `linkValid` null: nobody has asked yet. */
export interface Link {
  readonly id: number;
  readonly title: string;
  readonly imdbId: string | null;
  readonly tmdbId: number | null;
  readonly linkValid: boolean | null;
}

/** What stands in the two files: the links that may hold, and the others with what is wrong. */
export function linkTexts(
  links: readonly Link[],
): Readonly<Record<'valid_links.csv' | 'invalid_tmdb_ids.log', string>> {
  const valid = links.filter(({ tmdbId, linkValid }) => tmdbId !== null && linkValid !== false);
  const rows = valid.map(({ id, imdbId, tmdbId }) => [id, imdbId ?? '', tmdbId]);
  const invalid = links.filter(({ tmdbId, linkValid }) => tmdbId === null || linkValid === false);
  const lines = invalid.map(({ id, title, tmdbId }) => {
    const why = tmdbId === null ? 'no TMDB id that can be' : `TMDB does not know ${String(tmdbId)}`;
    return `${String(id)}\t${title}\t${why}\n`;
  });
  return {
    'valid_links.csv': stringify(rows, { header: true, columns: ['movieId', 'imdbId', 'tmdbId'] }),
    'invalid_tmdb_ids.log': lines.join(''),
  };
}

/** Writes `valid_links.csv` and `invalid_tmdb_ids.log`, each whole or not at all. */
export async function writeLinkFiles(out: string, links: readonly Link[]): Promise<void> {
  await mkdir(out, { recursive: true });
  for (const [name, text] of Object.entries(linkTexts(links))) {
    const path = join(out, name);
    await writeFile(`${path}.part`, text);
    await rename(`${path}.part`, path);
  }
}
