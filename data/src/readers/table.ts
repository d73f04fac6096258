import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { BrokenFileError } from '#readers/broken-file';
import { sizeOf } from '#readers/movielens-form';

export interface TableRow {
  /** From 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

export interface TableForm {
  readonly delimiter: string;
  readonly encoding: 'utf-8' | 'latin1';
  /** Accepted first rows; undefined: the file has no header. */
  readonly headers?: readonly (readonly string[])[];
}

/** Letters of a row: a quote that is never closed must not take the whole of a large file into memory. */
const LONGEST_ROW = 1_000_000;

/**
 * The rows of a table in a text file, one after the other.
 * @throws BrokenFileError for an empty file, a wrong header, a quote that is never closed, a row of over a million letters, bytes that are no text.
 */
export async function* readTable(file: string, form: TableForm): AsyncGenerator<TableRow> {
  await sizeOf(file);
  const decoder = new TextDecoder(form.encoding, { fatal: true });
  const parser = parse({
    delimiter: form.delimiter,
    quote: form.headers === undefined ? null : '"',
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
  });
  async function* text() {
    for await (const chunk of createReadStream(file)) yield decode(chunk as Buffer, true);
    yield decode(undefined, false);
  }
  let last = 0;
  function decode(bytes: Buffer | undefined, stream: boolean): string {
    let chunk: string;
    try {
      chunk = decoder.decode(bytes, { stream });
    } catch (cause) {
      throw new BrokenFileError({ file, line: last + 1, reason: `is not ${form.encoding} text` }, { cause });
    }
    if (!chunk.includes('\0')) return chunk;
    throw new BrokenFileError({ file, line: last + 1, reason: 'holds bytes that are no text' });
  }
  // Errors of the source reach the loop below through the parser.
  pipeline(text, parser, () => undefined);
  try {
    let first = form.headers !== undefined;
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      last = info.lines;
      if (first) checkHeader(record, file, form.headers ?? []);
      else yield { line: info.lines, fields: record };
      first = false;
    }
    if (first) throw new BrokenFileError({ file, line: 1, reason: 'holds no rows' });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : last + 1;
    throw new BrokenFileError({ file, line, reason: `is broken: ${error.message}` }, { cause: error });
  }
}

function checkHeader(found: readonly string[], file: string, headers: readonly (readonly string[])[]): void {
  const folded = found.map((name) => name.trim().toLowerCase());
  const same = headers.some((names) => names.every((name, at) => folded[at] === name.toLowerCase()));
  if (same) return;
  const wanted = headers.map((names) => names.join(',')).join(' or ');
  throw new BrokenFileError({
    file,
    line: 1,
    reason: `has the header "${found.join(',').slice(0, 100)}" where "${wanted}" must stand`,
  });
}
