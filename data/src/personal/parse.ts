import type { ImportRatings, ImportRatingsResult } from '@marquee/contract/taste';
import { ProblemError } from '@marquee/contract/problem';
import { CsvError, parse } from 'csv-parse';
import { readers } from '#personal/formats';
import type { PersonalRow } from '#personal/formats';

export type PersonalFormat = ImportRatingsResult['format'];

/** More than anybody has rated; what is beyond would hold up everybody else. */
export const MOST_ROWS = 20_000;

export interface PersonalRatings {
  readonly format: PersonalFormat;
  readonly rows: readonly PersonalRow[];
}

/**
 * Reads the file that Letterboxd (ratings.csv, diary.csv, watched.csv), IMDb or MovieLens give a person of their own
 * ratings. Columns are found by their names; `auto` tells the format by them too.
 * @throws ProblemError `invalid-input` naming the line of a file that is broken, too long or of no known format.
 */
export async function parsePersonalRatings(
  csv: string,
  format: ImportRatings['format'],
): Promise<PersonalRatings> {
  const parser = parse(csv, {
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    trim: true,
  });
  let chosen:
    { readonly format: PersonalFormat; readonly read: (fields: readonly string[]) => Fields } | undefined;
  const rows: PersonalRow[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (chosen === undefined) {
        chosen = chooseFormat(record, format);
        continue;
      }
      if (record.every((field) => field === '')) continue;
      if (rows.length === MOST_ROWS)
        throw refused(`has more than ${String(MOST_ROWS)} rows; send it in parts`);
      rows.push({ row: info.lines, ...chosen.read(record) });
    }
  } catch (error) {
    if (error instanceof CsvError) throw refused(`is no CSV file that can be read: ${error.message}`, error);
    throw error;
  }
  if (chosen === undefined) throw refused('is empty');
  return { format: chosen.format, rows };
}

type Fields = Omit<PersonalRow, 'row'>;

function chooseFormat(header: readonly string[], wanted: ImportRatings['format']) {
  const names = header.map((name) => name.toLowerCase().replace(/[^a-z]/g, ''));
  for (const reader of readers) {
    if (wanted !== 'auto' && wanted !== reader.format) continue;
    if (!reader.columns.every((column) => names.includes(column))) continue;
    const read = (fields: readonly string[]) =>
      reader.read((column) => fields[names.indexOf(column)]?.trim() ?? '');
    return { format: reader.format, read };
  }
  const known = readers.map((reader) => `${reader.format}: ${reader.example}`).join('; ');
  const whose = wanted === 'auto' ? 'of a known format' : `of ${wanted}`;
  throw refused(`has a first row that is not ${whose} (${known})`);
}

function refused(message: string, cause?: unknown): ProblemError {
  return new ProblemError('invalid-input', `The file ${message}.`, {
    errors: [{ field: 'csv', message }],
    cause,
  });
}
