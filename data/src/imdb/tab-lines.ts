import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BrokenFileError } from '#readers/broken-file';
import { LONGEST_LINE } from '#readers/lines';
import { sizeOf } from '#readers/movielens-form';
import { parseId } from '#readers/movielens-movies';

const CHUNK_BYTES = 1 << 18;

/** `title.basics.tsv` or `title.basics.tsv.gz` in a folder; undefined when neither is there. */
export async function findTable(folder: string, name: string): Promise<string | undefined> {
  for (const file of [`${name}.tsv`, `${name}.tsv.gz`]) {
    const path = join(folder, file);
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return undefined;
}

export interface TabLinesOptions {
  /** The names that the first line begins with. */
  readonly columns: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** Share of the file that was read, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** A line and its number from 1. IMDb quotes nothing: fields are what stands between tabs, `\N` is none. */
  readonly row: (line: string, number: number) => void;
}

/**
 * Reads the lines of an IMDb table, packed with gzip or not, without holding more than a piece of it.
 * @throws BrokenFileError for a wrong header, bytes that are no UTF-8 text, a line that has no end, and a file that ends in
 *   the middle.
 * @returns how many lines there were below the header.
 */
export async function readTabLines(file: string, options: TabLinesOptions): Promise<number> {
  const { columns, signal, onProgress } = options;
  const size = await sizeOf(file);
  let done = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length;
      next(null, chunk);
    },
  });
  const source = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  const unpacked = file.endsWith('.gz')
    ? createGunzip({ chunkSize: CHUNK_BYTES })
    : new Transform({ transform: (chunk, _e, next) => next(null, chunk) });
  // Errors reach the loop below through the last of them.
  pipeline(source, counted, unpacked, () => undefined);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let number = 0;
  let rest = '';
  const take = (line: string): void => {
    number++;
    if (number === 1) checkHeader(file, line, columns);
    else if (line !== '') options.row(line.endsWith('\r') ? line.slice(0, -1) : line, number);
  };
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop()!;
      for (const line of lines) take(line);
      if (rest.length > LONGEST_LINE)
        throw new BrokenFileError({ file, line: number + 1, reason: 'has a line that is no row of a table' });
      onProgress?.(done / size);
    }
    rest += decoder.decode();
  } catch (error) {
    signal?.throwIfAborted();
    throw explained(error, file, number);
  }
  if (rest !== '' && rest.split('\t').length < columns.length)
    throw new BrokenFileError({ file, line: number + 1, reason: 'ends in the middle of a row' });
  if (rest !== '') take(rest);
  if (number < 2) throw new BrokenFileError({ file, line: 1, reason: 'holds no rows' });
  return number - 1;
}

function explained(error: unknown, file: string, line: number): unknown {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return new BrokenFileError({ file, line: line + 1, reason: 'is not UTF-8 text' }, { cause: error });
  if (code.startsWith('Z_'))
    return new BrokenFileError(
      { file, reason: 'is packed wrongly or was cut; fetch it again' },
      { cause: error },
    );
  return error;
}

function checkHeader(file: string, line: string, columns: readonly string[]): void {
  const found = line
    .replace(/^\ufeff/, '')
    .trim()
    .split('\t');
  if (columns.every((name, at) => found[at] === name)) return;
  throw new BrokenFileError({
    file,
    line: 1,
    reason: `has the header "${line.slice(0, 100)}" where "${columns.join(' ')}" must stand`,
  });
}

/** `title.basics.tsv:7: tt0000007 …`: where an example stands. */
export const placeOf = (file: string, line: string, number: number): string =>
  `${basename(file)}:${String(number)}: ${line.slice(0, 160).replaceAll('\t', ' | ')}`;

/** `tt0114709` or `nm0000158` → the number; undefined for anything else. */
export function numberOf(prefix: 'tt' | 'nm', text: string | undefined): number | undefined {
  return text?.startsWith(prefix) ? parseId(text.slice(prefix.length)) : undefined;
}

/** A field, or null where `\N` stands. */
export const given = (field: string | undefined): string | null =>
  field === undefined || field === '\\N' || field.trim() === '' ? null : field.trim();
