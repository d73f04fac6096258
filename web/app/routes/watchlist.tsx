import { Link } from 'react-router';
import type { Route } from './+types/watchlist.ts';
import type { Watchlist } from '#film/types.ts';
import { cardOf } from '#parts/card-movie.ts';
import { Empty } from '#parts/empty.tsx';
import { Head } from '#parts/head.tsx';
import { MovieCard } from '#parts/movie-card.tsx';
import { personal } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';

export const loader = personal(async (_: Route.LoaderArgs, { api }) => {
  const { items } = await api.get<Watchlist>('/v1/me/watchlist');
  return { movies: items.map(({ movie }) => cardOf(movie)) };
});

export default function WatchlistPage({ loaderData: { movies } }: Route.ComponentProps) {
  const t = useStrings();
  return (
    <div className="page">
      <Head>
        <title>{`${t('nav.watchlist')} · Marquee`}</title>
      </Head>
      <header>
        <h1>{t('nav.watchlist')}</h1>
      </header>
      {movies.length === 0 ? (
        <Empty
          title={t('watchlist.none')}
          action={
            <Link className="button" to="/recommendations">
              {t('nav.forYou')}
            </Link>
          }
        >
          {t('watchlist.noneText')}
        </Empty>
      ) : (
        <ul className="grid" role="list">
          {movies.map((movie) => (
            <li key={movie.id}>
              <MovieCard movie={movie} level="h2" />
              <form method="post" action="/actions/taste">
                <input type="hidden" name="movieId" value={movie.id} />
                <input type="hidden" name="to" value="/watchlist" />
                <button
                  className="quiet"
                  name="intent"
                  value="unwatch"
                  aria-label={t('watchlist.removeNamed', { title: movie.title })}
                >
                  {t('watchlist.remove')}
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
