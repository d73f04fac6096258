import type { Route } from './+types/poster-image.ts';
import { passOn } from '#server/pass-on.server.ts';
import { guarded } from '#server/visit.server.ts';

/** A film's poster from the API, under our own address: pages load images from nowhere else. */
export const loader = guarded(async ({ request, params }: Route.LoaderArgs, { api }) => {
  const path = `/v1/images/posters/${Number(params.movieId)}/${encodeURIComponent(params.size)}`;
  return await passOn(request, await api.call('GET', path, { headers: { accept: 'image/*' } }));
});
