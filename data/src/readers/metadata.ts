import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { GENRES } from '@marquee/contract/movie';
import { z } from 'zod';
import type { Tally } from '#import/report';
import type { NewMovie } from '#movie-row';
import { BrokenFileError } from '#readers/broken-file';
import { readLines } from '#readers/lines';
import { imdbId } from '#readers/movielens-links';
import { sizeOf } from '#readers/movielens-form';

const texts = z
  .array(z.string())
  .nullish()
  .transform((list) => [...new Set((list ?? []).map((item) => item.trim()).filter((item) => item !== ''))]);
const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() || null);
const whole = z
  .number()
  .nullish()
  .transform((value) => (value && Math.round(value) > 0 ? Math.round(value) : null));

/** One line of a metadata file; fields that it does not know are passed over. */
const schema = z.object({
  movieId: z.int().min(1),
  originalTitle: text,
  year: whole,
  genres: texts,
  imdbId: text,
  tmdbId: whole,
  overview: text,
  tagline: text,
  runtime: whole,
  languages: texts,
  countries: texts,
  directors: texts,
  actors: texts,
  keywords: texts,
  posterPath: text,
});
type Metadata = z.infer<typeof schema>;

/**
 * Adds overviews, people and keywords from a file of JSON lines to the movies; what the file leaves open stays.
 * @throws BrokenFileError when the first line is not such a line.
 */
export async function addMetadata(file: string, movies: Map<number, NewMovie>, tally: Tally): Promise<void> {
  await sizeOf(file);
  const lines = readLines(createReadStream(file), file);
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line.trim() === '') continue;
    const example = () => `${basename(file)}:${String(number)}: ${line.slice(0, 200)}`;
    const metadata = parseLine(line);
    if (metadata === undefined) {
      if (number === 1)
        throw new BrokenFileError({ file, line: 1, reason: 'is no file of JSON lines with movieId' });
      tally.add('malformed-metadata', example);
      continue;
    }
    const movie = movies.get(metadata.movieId);
    if (movie === undefined) tally.add('unknown-metadata', example);
    else movies.set(movie.id, enriched(movie, metadata));
  }
}

function parseLine(line: string): Metadata | undefined {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function enriched(movie: NewMovie, found: Metadata): NewMovie {
  const { movieId: _movieId, genres, ...facts } = found;
  const known = Object.entries(facts).filter(
    ([, value]) => value !== null && (value as unknown[]).length !== 0,
  );
  return {
    ...movie,
    ...Object.fromEntries(known),
    originalTitle:
      found.originalTitle === movie.title
        ? movie.originalTitle
        : (found.originalTitle ?? movie.originalTitle),
    year: movie.year ?? found.year,
    imdbId: movie.imdbId ?? (found.imdbId === null ? null : imdbId(found.imdbId)),
    tmdbId: movie.tmdbId ?? found.tmdbId,
    genres:
      movie.genres.length > 0
        ? movie.genres
        : genres.filter((name) => (GENRES as readonly string[]).includes(name)),
  };
}
