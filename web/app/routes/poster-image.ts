import type { Route } from './+types/poster-image.ts';
import { guarded } from '#server/visit.server.ts';

const PASSED_ON = ['content-type', 'content-length', 'cache-control', 'etag'];

/** A film's poster from the API, under our own address: pages load images from nowhere else. */
export const loader = guarded(async ({ request, params }: Route.LoaderArgs, { api }) => {
  const path = `/v1/images/posters/${Number(params.movieId)}/${encodeURIComponent(params.size)}`;
  const image = await api.call('GET', path, { headers: { accept: 'image/*' } });
  const headers = new Headers();
  for (const name of PASSED_ON) {
    const value = image.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (request.headers.get('if-none-match') !== image.headers.get('etag'))
    return new Response(image.body, { headers });
  await image.body?.cancel();
  headers.delete('content-length');
  return new Response(null, { status: 304, headers });
});
