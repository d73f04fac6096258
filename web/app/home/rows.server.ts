import type { MovieSummary } from '@marquee/contract/movie';
import type { Home, Recommendation, Recommendations } from '@marquee/contract/recommendation';
import type { MoviePage } from '@marquee/contract/search';
import { cardOf } from '#parts/card-movie.ts';
import type { QueryValues } from '#server/api.server.ts';
import type { Visit } from '#server/visit.server.ts';

/** Films in a row. */
export const ROW = 10;
const COMMON_ROWS = [
  { id: 'comedy', query: { genres: 'Comedy' } },
  { id: 'nineties', query: { yearFrom: 1990, yearTo: 1999 } },
  { id: 'thriller', query: { genres: 'Thriller' } },
  { id: 'classics', query: { yearFrom: 1920, yearTo: 1959 } },
  { id: 'animation', query: { genres: 'Animation' } },
  { id: 'french', query: { language: 'fr' } },
] as const;

/** Without the recommender the page is a guest's. */
export async function personalHome({ api }: Visit) {
  const home = await api.get<Home>('/v1/me/home').catch(() => null);
  return home && { ...home, rows: home.rows.map((row) => ({ ...row, items: row.items.map(cardItem) })) };
}
const cardItem = ({ movie, why }: Recommendation) => ({ movie: cardOf(movie), why });

/** Rows for those of whose taste nothing is known; of a person's without what they have hidden. */
export async function commonRows({ api, account }: Visit, before: readonly number[]) {
  const ask = async (query: QueryValues): Promise<readonly MovieSummary[]> =>
    account === null
      ? (await api.get<MoviePage>('/v1/movies/popular', query)).items
      : (
          await api.get<Recommendations>('/v1/me/recommendations', { ...query, strategy: 'popular' })
        ).items.map(({ movie }) => movie);
  const found = await Promise.all(
    COMMON_ROWS.map(({ query }) => ask({ ...query, limit: 40 }).catch(() => [])),
  );
  const shown = new Set(before);
  return COMMON_ROWS.map(({ id, query }, index) => {
    const items = found[index]!.filter((movie) => !shown.has(movie.id)).slice(0, ROW);
    for (const movie of items) shown.add(movie.id);
    return {
      id,
      items: items.map(cardOf),
      more: `/search?${new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]))}`,
    };
  });
}
