import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { GENRES } from '@marquee/contract/movie';
import { z } from 'zod';
import { BrokenFileError } from '#readers/broken-file';

/** Where the demo catalogue lies: one JSON-lines file a decade. */
export const CATALOGUE_FOLDER = fileURLToPath(new URL('../../catalogue/', import.meta.url));

export const MOODS = [
  'playful', 'hopeful', 'tender', 'melancholy', 'bleak', 'tense', 'eerie', 'dreamlike', 'romantic', 'satirical', 'epic',
  'gritty', 'contemplative', 'exhilarating', 'whimsical', 'wry', 'feverish', 'warm',
] as const; // prettier-ignore
export type Mood = (typeof MOODS)[number];

const text = z.string().trim().min(1);
const level = z.int().min(1).max(5);

/** A line of the catalogue. */
export const demoFilmSchema = z.strictObject({
  /** Decade times a thousand, plus a running number: 1990001 is the first film of the nineties. */
  id: z.int().min(1_900_001).max(2_099_999),
  title: text,
  originalTitle: text,
  year: z.int().min(1900).max(2099),
  /** Minutes. */
  runtime: z.int().min(1).max(1000),
  /** ISO 639-1, the main one first. */
  languages: z.array(z.string().regex(/^[a-z]{2}$/)).min(1),
  /** ISO 3166-1 alpha-2 (also of states that are gone, such as SU), the main one first. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).min(1),
  genres: z.array(z.enum(GENRES)).min(1).max(4),
  directors: z.array(text).min(1).max(3),
  actors: z.array(text).max(5),
  keywords: z.array(text).min(4).max(8),
  moods: z.array(z.enum(MOODS)).min(1).max(3),
  /** 5: everybody knows it; 1: hardly anybody. */
  fame: level,
  /** 5: a masterpiece by wide agreement; 1: widely thought poor. */
  acclaim: level,
  overview: text,
});
export type DemoFilm = Readonly<z.infer<typeof demoFilmSchema>>;

/**
 * The films of the demo, ascending by id.
 * @throws BrokenFileError that names file, line and reason when a line is not as it should be.
 */
export async function readCatalogue(folder = CATALOGUE_FOLDER): Promise<DemoFilm[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
  const films = await Promise.all(
    files.map(async (file) => {
      const lines = (await readFile(`${folder}/${file}`, 'utf8')).split('\n');
      return lines.flatMap((line, index) =>
        line.trim() === '' ? [] : [parseLine(line, { file, line: index + 1 })],
      );
    }),
  );
  return films.flat().sort((one, other) => one.id - other.id);
}

function parseLine(line: string, at: { readonly file: string; readonly line: number }): DemoFilm {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new BrokenFileError({ ...at, reason: 'not JSON' });
  }
  const result = demoFilmSchema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new BrokenFileError({ ...at, reason: issues.join('; ') });
}
