import type { Movie } from '@marquee/contract/movie';
import type { Route } from './+types/map-film.ts';
import { cardOf } from '#parts/card-movie.ts';
import { guarded } from '#server/visit.server.ts';

/** What the map's card shows of a film. */
export const loader = guarded(async ({ params }: Route.LoaderArgs, { api }) => {
  const movie = await api.get<Movie>(`/v1/movies/${Number(params.movieId)}`);
  return Response.json(
    { movie: cardOf(movie), overview: movie.overview },
    { headers: { 'Cache-Control': 'private, max-age=300' } },
  );
});
