import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { placeOf } from '@marquee/data/imdb/tab-lines';
import type { Tally } from '@marquee/data/import/report';
import { BrokenFileError } from '@marquee/data/readers/broken-file';
import { readLines } from '@marquee/data/readers/lines';
import { z } from 'zod';

const lineSchema = z.object({
  id: z.int().min(1).max(2_147_483_647),
  adult: z.boolean().default(false),
  video: z.boolean().default(false),
  popularity: z.number().default(0),
});
type Line = z.infer<typeof lineSchema>;

/**
 * Ids of a TMDB daily export (`movie_ids_11_24_2026.json.gz`: JSON lines), the most popular first, or of a text file
 * with one id a line, in its order. `path` may be a folder that holds exports; the latest is taken.
 * @throws BrokenFileError
 */
export async function readTmdbIds(
  path: string,
  given: { readonly limit: number; readonly tally: Tally; readonly signal: AbortSignal },
): Promise<number[]> {
  const { limit, tally, signal } = given;
  const file = await fileAt(path);
  const found = new Map<number, Line>();
  let number = 0;
  for await (const line of linesOf(file)) {
    signal.throwIfAborted();
    number++;
    if (line.trim() === '') continue;
    const example = () => placeOf(file, line, number);
    const parsed = parse(line);
    if (parsed === undefined) tally.add('malformed-row', example);
    else if (found.has(parsed.id)) tally.add('duplicate-movie', example);
    else if (parsed.adult) tally.add('adult', example);
    else if (parsed.video) tally.add('no-film', example);
    else found.set(parsed.id, parsed);
  }
  if (found.size === 0) throw new BrokenFileError({ file, reason: 'holds no TMDB ids' });
  return [...found.values()]
    .sort((a, b) => b.popularity - a.popularity)
    .slice(0, limit)
    .map(({ id }) => id);
}

async function fileAt(path: string): Promise<string> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new BrokenFileError({ file: path, reason: 'cannot be read' }, { cause });
  });
  if (!found.isDirectory()) return path;
  const days = (await readdir(path)).flatMap((name) => {
    const day = /^movie_ids_(\d\d)_(\d\d)_(\d{4})\.json(?:\.gz)?$/.exec(name);
    return day === null ? [] : [{ name, day: `${day[3]}${day[1]}${day[2]}` }];
  });
  const latest = days.sort((a, b) => b.day.localeCompare(a.day))[0];
  if (latest !== undefined) return join(path, latest.name);
  throw new BrokenFileError({ file: path, reason: 'holds no movie_ids_MM_DD_YYYY.json.gz' });
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const text = file.endsWith('.gz') ? pipeline(source, createGunzip(), () => undefined) : source;
  try {
    yield* readLines(text, file);
  } catch (cause) {
    if (!String((cause as { code?: string }).code).startsWith('Z_')) throw cause;
    throw new BrokenFileError({ file, reason: 'is packed wrongly or was cut; fetch it again' }, { cause });
  }
}

function parse(line: string): Line | undefined {
  try {
    const text = line.trim();
    return lineSchema.parse(/^\d+$/.test(text) ? { id: Number(text) } : JSON.parse(text));
  } catch {
    return undefined;
  }
}
