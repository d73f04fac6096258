import type { MoviePage } from '@marquee/contract/search';
import { data, Link } from 'react-router';
import type { Route } from './+types/person.ts';
import { cardOf } from '#parts/card-movie.ts';
import { Degraded } from '#parts/degraded.tsx';
import { Head } from '#parts/head.tsx';
import { MovieCard } from '#parts/movie-card.tsx';
import { guarded } from '#server/visit.server.ts';
import type { Failure } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';

export const loader = guarded(async ({ params }: Route.LoaderArgs, { api, publicUrl }) => {
  const person = params.name.slice(0, 100);
  const page = await api.get<MoviePage>('/v1/movies', { person, limit: 60 });
  if (page.items.length === 0) throw data<Failure>({ code: 'not-found' }, { status: 404 });
  const directed = page.items.filter((movie) => movie.directors.includes(person));
  const acted = page.items.filter((movie) => !directed.includes(movie));
  return {
    person,
    directed: directed.map(cardOf),
    acted: acted.map(cardOf),
    total: page.total,
    degraded: page.degraded,
    publicUrl,
  };
});

export default function PersonPage({
  loaderData: { person, directed, acted, total, degraded, publicUrl },
}: Route.ComponentProps) {
  const t = useStrings();
  return (
    <div className="page">
      <Head>
        <title>{`${person} · Marquee`}</title>
        <meta name="description" content={t('person.description', { name: person })} />
        <link rel="canonical" href={`${publicUrl}/people/${encodeURIComponent(person)}`} />
      </Head>
      <header>
        <h1 dir="auto">{person}</h1>
        <p className="soft">{t('search.count', { n: total })}</p>
        <Link className="button second" to={`/search?person=${encodeURIComponent(person)}`}>
          {t('person.narrow')}
        </Link>
      </header>
      <Degraded parts={degraded} />
      {[
        { id: 'directed', title: t('person.directed'), movies: directed },
        { id: 'acted', title: t('person.acted'), movies: acted },
      ]
        .filter(({ movies }) => movies.length > 0)
        .map(({ id, title, movies }) => (
          <section key={id} className="stack wide" aria-labelledby={id}>
            <h2 id={id}>{title}</h2>
            <ul className="grid" role="list">
              {movies.map((movie, position) => (
                <li key={movie.id}>
                  <MovieCard movie={movie} shown={{ surface: 'person', position }} />
                </li>
              ))}
            </ul>
          </section>
        ))}
    </div>
  );
}
