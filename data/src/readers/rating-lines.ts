import { createReadStream } from 'node:fs';
import { BrokenFileError } from '#readers/broken-file';
import { sizeOf } from '#readers/movielens-form';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const DOT = 0x2e;
const ZERO = 0x30;
const CHUNK_BYTES = 1 << 18;
/** Above this share of bad rows a file is refused: it is something else than ratings. */
const MOST_BAD = 0.5;
const ROWS_BEFORE_JUDGING = 1000;

/** What stands in a row: numbers where they could be read, NaN where not. `stars` may be out of range. */
export interface RatingLine {
  user: number;
  movie: number;
  stars: number;
  seconds: number;
}

export interface RatingLinesOptions {
  readonly separator: ',' | '::' | '\t';
  /** Whether the first line is `userId,movieId,rating,timestamp` (or itemId for movieId). */
  readonly header: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (share: number) => void;
  /** A row that was read; the object is used again for the next one. A promise is awaited. `text`: for examples. */
  readonly row: (row: Readonly<RatingLine>, line: number, text: () => string) => Promise<void> | undefined;
  readonly malformed: (line: number, text: string) => void;
}

/**
 * Reads `user, movie, stars, seconds` rows from bytes, without making a string of any row that is as it should be:
 * a general CSV parser takes ten times as long on 30 million rows.
 * @throws BrokenFileError for an empty file, a wrong header, bytes that are no text, a cut last row, mostly bad rows.
 * @returns how many rows there were.
 */
export async function readRatingLines(file: string, options: RatingLinesOptions): Promise<number> {
  const size = await sizeOf(file);
  const separator = Buffer.from(options.separator);
  const row: RatingLine = { user: 0, movie: 0, stars: 0, seconds: 0 };
  let rest: Buffer = Buffer.alloc(0);
  let line = 0;
  let rows = 0;
  let bad = 0;
  let done = 0;
  const take = (bytes: Buffer, from: number, to: number, last: boolean): Promise<void> | undefined => {
    line++;
    const end = to > from && bytes[to - 1] === RETURN ? to - 1 : to;
    if (line === 1 && options.header) return void checkHeader(file, bytes.toString('utf8', from, end));
    if (end === from) return;
    rows++;
    const text = () => bytes.toString('latin1', from, end).slice(0, 200);
    if (parseRow(bytes, { from, end, separator, row })) return options.row(row, line, text);
    if (bytes.subarray(from, end).includes(0)) {
      throw new BrokenFileError({ file, line, reason: 'holds bytes that are no text' });
    }
    if (last) throw new BrokenFileError({ file, line, reason: `ends in the middle of a row ("${text()}")` });
    options.malformed(line, text());
    bad++;
  };
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    options.signal?.throwIfAborted();
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let to = bytes.indexOf(NEWLINE); to !== -1; to = bytes.indexOf(NEWLINE, from)) {
      const wait = take(bytes, from, to, false);
      if (wait !== undefined) await wait;
      from = to + 1;
    }
    rest = bytes.subarray(from);
    done += chunk.length;
    options.onProgress?.(done / size);
    if (rows >= ROWS_BEFORE_JUDGING && bad > MOST_BAD * rows) refuse(file, bad, rows);
  }
  if (rest.length > 0) await take(rest, 0, rest.length, true);
  if (rows === 0) throw new BrokenFileError({ file, line: 1, reason: 'holds no rows' });
  if (bad > MOST_BAD * rows) refuse(file, bad, rows);
  return rows;
}

function refuse(file: string, bad: number, rows: number): never {
  throw new BrokenFileError({
    file,
    reason: `is no file of ratings: ${String(bad)} of ${String(rows)} rows are malformed`,
  });
}

function checkHeader(file: string, text: string): void {
  const names = text.replace(/^\ufeff/, '').split(',').map((name) => name.trim().toLowerCase()); // prettier-ignore
  if (/^userid,(?:movieid|itemid),rating(?:,timestamp)?$/.test(names.join(','))) return;
  throw new BrokenFileError({
    file,
    line: 1,
    reason: `has the header "${text.slice(0, 100)}" where "userId,movieId,rating,timestamp" must stand`,
  });
}

/** Fills `row`; false when there are not exactly three or four fields, or one that is no number. */
function parseRow(
  bytes: Buffer,
  given: {
    readonly from: number;
    readonly end: number;
    readonly separator: Buffer;
    readonly row: RatingLine;
  },
): boolean {
  const { end, separator, row } = given;
  let at = given.from;
  for (let field = 0; field < 4; field++) {
    let value = 0;
    let digits = 0;
    let scale = 0;
    for (; at < end; at++) {
      const byte = bytes[at]!;
      if (byte === DOT && scale === 0 && field >= 2) {
        scale = 1;
        continue;
      }
      const digit = byte - ZERO;
      if (digit < 0 || digit > 9) break;
      if (scale > 0) scale *= 10;
      value = value * 10 + digit;
      digits++;
    }
    if (digits === 0 || digits > 16) return false;
    if (scale > 1) value /= scale;
    if (field === 0) row.user = value;
    else if (field === 1) row.movie = value;
    else if (field === 2) row.stars = value;
    else row.seconds = value;
    if (at === end) return field === 3;
    for (const byte of separator) if (bytes[at++] !== byte) return false;
  }
  return false;
}
