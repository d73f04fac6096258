import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Movie } from '../../contract/src/movie.ts';

/** A film with the titles that MovieLens puts in brackets. */
export interface ListedMovie {
  readonly movie: Movie;
  readonly otherTitles: readonly string[];
}

interface Row {
  readonly movieId: number;
  readonly title: string;
  readonly year: number | null;
  readonly genres: readonly string[];
  readonly overview: string | null;
  readonly tagline: string | null;
  readonly runtime: number | null;
  readonly directors: readonly string[];
  readonly actors: readonly string[];
  readonly keywords: readonly string[];
}

const ARTICLE = /^(.*), (The|A|An|Le|La|Les|L'|El|Los|Las|Il|Lo|Der|Die|Das|Un|Une|Det|Den|De|O|Os|As)$/i;
/** Ratings of the mean that a film without ratings is given. */
const DAMPING = 5;

/** Turns "City of Lost Children, The (Cité des enfants perdus, La) (1995)" into its titles, articles in front. */
export function splitTitle(listed: string): {
  readonly title: string;
  readonly otherTitles: readonly string[];
} {
  const bare = listed.replace(/\s*\(\d{4}(?:[–-]\d*)?\)\s*$/, '');
  const others = [...bare.matchAll(/\(([^()]+)\)/g)].map((match) => match[1]!);
  const front = (title: string) =>
    title
      .trim()
      .replace(/^a\.?k\.?a\.?\s+/i, '')
      .replace(ARTICLE, (_, rest: string, article: string) =>
        article.endsWith("'") ? `${article}${rest}` : `${article} ${rest}`,
      );
  return { title: front(bare.replace(/\s*\([^()]*\)/g, '')) || bare, otherTitles: others.map(front) };
}

/** Reads `ml-latest-small/ratings.csv` and `ml-latest-small-metadata.jsonl` of a folder. */
export async function readCatalogue(folder: string): Promise<ListedMovie[]> {
  const stars = await readStars(join(folder, 'ml-latest-small/ratings.csv'));
  const most = Math.max(...[...stars.values()].map(({ count }) => count));
  const lines = readFileSync(join(folder, 'ml-latest-small-metadata.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const row = JSON.parse(line) as Row;
    const { title, otherTitles } = splitTitle(row.title);
    const { count, sum } = stars.get(row.movieId) ?? { count: 0, sum: 0 };
    const damped = (sum + 3 * DAMPING) / (count + DAMPING);
    return {
      otherTitles,
      movie: {
        id: row.movieId,
        title,
        originalTitle: null,
        year: row.year,
        runtime: row.runtime === null ? null : Math.round(row.runtime) || null,
        genres: [...row.genres],
        languages: [],
        countries: [],
        directors: [...row.directors],
        actors: [...row.actors],
        keywords: [...row.keywords],
        moods: [],
        overview: row.overview,
        tagline: row.tagline,
        imdbId: null,
        tmdbId: null,
        posterPath: null,
        ratingCount: count,
        ratingMean: count === 0 ? null : sum / count,
        popularity: (damped / 5) * (Math.log1p(count) / Math.log1p(most)),
      },
    };
  });
}

async function readStars(file: string): Promise<Map<number, { count: number; sum: number }>> {
  const stars = new Map<number, { count: number; sum: number }>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [, movie, rating] = line.split(',').map(Number);
    if (movie === undefined || Number.isNaN(movie)) continue;
    const one = stars.get(movie) ?? { count: 0, sum: 0 };
    one.count += 1;
    one.sum += rating!;
    stars.set(movie, one);
  }
  return stars;
}
