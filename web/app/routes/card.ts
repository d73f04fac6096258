import type { Movie } from '@marquee/contract/movie';
import type { Route } from './+types/card.ts';
import { cardPicture } from '#card/picture.server.ts';
import { guarded } from '#server/visit.server.ts';
import type { Visit } from '#server/visit.server.ts';

/** The picture that social networks show beside a link to a film. */
export const loader = guarded(async ({ params }: Route.LoaderArgs, { api }) => {
  const movie = await api.get<Movie>(`/v1/movies/${Number(params.movieId)}`);
  const picture = await cardPicture(movie, await posterOf(api, movie));
  return new Response(new Uint8Array(picture), {
    headers: { 'Content-Type': 'image/png', 'Cache-Control': 'public, max-age=86400' },
  });
});

/** The film's real poster; null where it has none, or none that can be had. */
async function posterOf(api: Visit['api'], { id, posterPath }: Movie): Promise<Buffer | null> {
  if (!posterPath) return null;
  try {
    const answer = await api.call('GET', `/v1/images/posters/${id}/w500`, { headers: { accept: 'image/*' } });
    return Buffer.from(await answer.arrayBuffer());
  } catch {
    return null;
  }
}
