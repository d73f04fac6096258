import type { Movie } from '@marquee/contract/movie';
import type { Visit } from '#server/visit.server.ts';

/** Titles of a few films by id; those that are not there are left out. */
export async function titlesOf({ api }: Visit, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const entries = await Promise.all(
    [...new Set(ids)].map(async (id) => {
      const movie = await api.get<Movie>(`/v1/movies/${id}`).catch(() => null);
      return movie === null ? null : ([id, movie.title] as const);
    }),
  );
  return new Map(entries.filter((entry) => entry !== null));
}
