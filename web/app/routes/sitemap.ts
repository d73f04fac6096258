import { GENRES } from '@marquee/contract/movie';
import type { MoviePage } from '@marquee/contract/search';
import type { Route } from './+types/sitemap.ts';
import { guarded } from '#server/visit.server.ts';

/** A tenth of what one sitemap may hold: each hundred films is a question to the API. */
const MOST = 5000;

const genrePath = (genre: string): string => `/search?genres=${encodeURIComponent(genre)}`;

/** The best-known films and the pages that lead to the others. */
export const loader = guarded(async (_: Route.LoaderArgs, { api, publicUrl }) => {
  const paths = ['/', '/search', '/map', '/together', ...GENRES.map(genrePath)];
  let cursor: string | null = null;
  do {
    const page: MoviePage = await api.get<MoviePage>('/v1/movies', { limit: 100, cursor });
    paths.push(...page.items.map(({ id }) => `/movies/${id}`));
    cursor = page.nextCursor;
  } while (cursor !== null && paths.length < MOST);
  const urls = paths.map((path) => `<url><loc>${publicUrl}${path}</loc></url>`).join('');
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls}</urlset>`,
    {
      headers: { 'Content-Type': 'application/xml; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
    },
  );
});
