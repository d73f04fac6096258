import { readFile } from 'node:fs/promises';
import type { MovieFacts, RatingColumns } from '@marquee/recommender/model';
import { ArgumentError } from '#evaluate-arguments';

async function textOf(path: string, flag: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new ArgumentError(
      `--${flag}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`,
    );
  }
}

/**
 * Turns a ratings file in MovieLens form (`userId,movieId,rating,timestamp`, the second column named `movieId` or
 * `itemId`, the order of columns free) into columns. A missing timestamp column counts as 0.
 * @throws ArgumentError that names the flag, the line and what is wrong
 */
export async function readRatings(path: string, flag: string): Promise<RatingColumns> {
  const lines = (await textOf(path, flag)).split(/\r?\n/);
  const header = (lines[0] ?? '')
    .replace(/^\uFEFF/, '')
    .split(',')
    .map((name) => name.trim().replace(/^"|"$/g, ''));
  const column = (...names: string[]): number => header.findIndex((name) => names.includes(name));
  const [user, movie, rating, time] = [
    column('userId'),
    column('movieId', 'itemId'),
    column('rating'),
    column('timestamp'),
  ];
  if (user < 0 || movie < 0 || rating < 0) {
    throw new ArgumentError(
      `--${flag}: ${path} must start with the columns userId,movieId (or itemId),rating,timestamp; it has "${lines[0] ?? ''}".`,
    );
  }
  const rows = lines.length - 1;
  const columns = {
    users: new Int32Array(rows),
    movies: new Int32Array(rows),
    values: new Float32Array(rows),
    times: new Float64Array(rows),
  };
  let n = 0;
  for (let at = 1; at < lines.length; at++) {
    if (lines[at] === '') continue;
    const cells = lines[at]!.split(',');
    const [userId, movieId, stars, seconds] = [
      cells[user],
      cells[movie],
      cells[rating],
      time < 0 ? '0' : cells[time],
    ].map(Number) as [number, number, number, number];
    if (
      !Number.isInteger(userId) ||
      !Number.isInteger(movieId) ||
      !Number.isFinite(stars) ||
      !Number.isFinite(seconds)
    ) {
      throw new ArgumentError(
        `--${flag}: ${path}, line ${at + 1}: "${lines[at]!.slice(0, 80)}" is not userId,movieId,rating,timestamp in numbers.`,
      );
    }
    columns.users[n] = userId;
    columns.movies[n] = movieId;
    columns.values[n] = stars;
    columns.times[n++] = seconds;
  }
  if (n === 0) throw new ArgumentError(`--${flag}: ${path} holds no ratings.`);
  return {
    users: columns.users.subarray(0, n),
    movies: columns.movies.subarray(0, n),
    values: columns.values.subarray(0, n),
    times: columns.times.subarray(0, n),
  };
}

/**
 * Turns `1,"Toy Story (1995)",Adventure|Comedy` (movies.csv) or a JSON line with movieId, title, year, genres, overview,
 * directors, actors, keywords into facts.
 * @throws ArgumentError that names the flag, the line and what is wrong
 */
export async function readMovies(path: string): Promise<MovieFacts[]> {
  const lines = (await textOf(path, 'movies')).split(/\r?\n/);
  const parse = path.endsWith('.csv') ? movieOfCsv : movieOfJson;
  return lines.flatMap((line, at) => {
    if (line.trim() === '' || (at === 0 && path.endsWith('.csv'))) return [];
    const movie = parse(line);
    if (!movie)
      throw new ArgumentError(`--movies: ${path}, line ${at + 1}: "${line.slice(0, 80)}" is no movie.`);
    return [movie];
  });
}

const yearIn = (title: string): number | null => Number(/\((\d{4})\)\s*$/.exec(title)?.[1] ?? 0) || null;

function movieOfCsv(line: string): MovieFacts | undefined {
  const cells = /^(\d+),(?:"((?:[^"]|"")*)"|([^,]*)),(.*)$/.exec(line);
  if (!cells) return undefined;
  const title = (cells[2]?.replaceAll('""', '"') ?? cells[3] ?? '').trim();
  const genres = cells[4]!.split('|').filter((genre) => genre !== '' && genre !== '(no genres listed)');
  return {
    id: Number(cells[1]),
    title,
    year: yearIn(title),
    genres,
    people: [],
    keywords: [],
    language: null,
  };
}

function movieOfJson(line: string): MovieFacts | undefined {
  let record: Record<string, unknown>;
  try {
    record = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  const id = Number(record.movieId ?? record.itemId ?? record.id);
  if (!Number.isInteger(id) || typeof record.title !== 'string') return undefined;
  const list = (...names: string[]): string[] =>
    names.flatMap((name) =>
      Array.isArray(record[name])
        ? (record[name] as unknown[]).filter((value) => typeof value === 'string')
        : [],
    );
  return {
    id,
    title: record.title,
    year: typeof record.year === 'number' ? record.year : yearIn(record.title),
    genres: list('genres'),
    people: list('people', 'directors', 'actors'),
    keywords: list('keywords'),
    language: typeof record.language === 'string' ? record.language : null,
    overview: typeof record.overview === 'string' ? record.overview : null,
  };
}
