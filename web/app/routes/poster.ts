import type { Movie } from '@marquee/contract/movie';
import type { Route } from './+types/poster.ts';
import { posterMarkup } from '#poster/poster.ts';
import { guarded } from '#server/visit.server.ts';

/** Faces that every machine has, for a picture that stands alone. */
const STYLE = `text{font-family:Arial,Helvetica,sans-serif}.t-block{font-family:'Arial Narrow',Impact,sans-serif;font-weight:800}.t-serif{font-family:Georgia,serif}.t-plain,.t-wide{font-weight:700}`;

export const loader = guarded(async ({ params }: Route.LoaderArgs, { api }) => {
  const movie = await api.get<Movie>(`/v1/movies/${Number(params.movieId)}`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 360" width="600" height="900"><style>${STYLE}</style>${posterMarkup(movie)}</svg>`;
  return new Response(svg, {
    headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' },
  });
});
