import type { Route } from './+types/poster-image.ts';
import { ApiProblem } from '#server/api.server.ts';
import { passOn } from '#server/pass-on.server.ts';
import { guarded } from '#server/visit.server.ts';

/** Lets the drawn poster beneath show through, where a browser would draw a broken image. */
const NOTHING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3"/>';

/** A film's poster from the API, under our own address: pages load images from nowhere else. */
export const loader = guarded(async ({ request, params }: Route.LoaderArgs, { api }) => {
  const path = `/v1/images/posters/${Number(params.movieId)}/${encodeURIComponent(params.size)}`;
  try {
    return await passOn(request, await api.call('GET', path, { headers: { accept: 'image/*' } }));
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status === 422) throw error;
    return new Response(NOTHING, {
      headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=300' },
    });
  }
});
