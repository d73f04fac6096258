import { createHash } from 'node:crypto';
import type { ModelRun } from '@marquee/contract/admin';
import type { MovieFacts, RatingColumns } from '@marquee/recommender/model';
import type { JobContext } from '#job-context';

/** Everything that models are trained on, as it stands in Postgres now. */
export interface Exported {
  readonly ratings: RatingColumns;
  readonly movies: readonly MovieFacts[];
}

export async function exportData({ database, embedder, signal }: JobContext): Promise<Exported> {
  const ratings = await database.ratings.columns(signal);
  const movies: MovieFacts[] = [];
  for await (const batch of database.movies.all()) {
    signal.throwIfAborted();
    const vectors = await database.vectors.of(
      embedder.model,
      batch.map(({ id }) => id),
    );
    for (const movie of batch) {
      movies.push({
        id: movie.id,
        title: movie.title,
        year: movie.year,
        genres: movie.genres,
        people: [...movie.directors, ...movie.actors],
        keywords: movie.keywords,
        language: movie.languages[0] ?? null,
        overview: movie.overview,
        vector: vectors.get(movie.id),
      });
    }
  }
  return { ratings, movies };
}

/** What a model was trained on, and a fingerprint by which two runs on the same data are known. */
export function describeData({ ratings, movies }: Exported): ModelRun['data'] {
  const hash = createHash('sha256');
  for (const column of [ratings.users, ratings.movies, ratings.values, ratings.times]) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return {
    ratings: ratings.users.length,
    users: new Set(ratings.users).size,
    movies: movies.length,
    fingerprint: hash.digest('hex').slice(0, 16),
  };
}
