import { GENRES } from '@marquee/contract/movie';
import type { MoviePage } from '@marquee/contract/search';
import { Link } from 'react-router';
import type { Route } from './+types/home.ts';
import { commonRows, personalHome, ROW } from '#home/rows.server.ts';
import { cardOf } from '#parts/card-movie.ts';
import { Degraded } from '#parts/degraded.tsx';
import { Head } from '#parts/head.tsx';
import { MovieRow } from '#parts/movie-row.tsx';
import { genreName } from '#parts/names.ts';
import { Poster } from '#parts/poster.tsx';
import { SocialCard } from '#parts/social-card.tsx';
import { SearchBox } from '#parts/search-box.tsx';
import { useAccount } from '#parts/use-account.ts';
import { PersonalRows } from '#parts/personal-rows.tsx';
import { guarded } from '#server/visit.server.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';

export const loader = guarded(async (_: Route.LoaderArgs, visit) => {
  const popular = await visit.api.get<MoviePage>('/v1/movies/popular', { limit: 24 });
  const mine = visit.account ? await personalHome(visit) : null;
  const known = mine?.rows.some(({ kind }) => kind !== 'popular' && kind !== 'genre') ?? false;
  const first = popular.items.slice(0, ROW);
  const shown = mine?.rows.flatMap(({ items }) => items.map(({ movie }) => movie.id)) ?? [];
  return {
    degraded: mine?.degraded ?? popular.degraded,
    popular: mine && mine.rows.length > 0 ? [] : first.map(cardOf),
    // Not those of the row below it.
    wall: popular.items.slice(ROW, ROW + 6).map(cardOf),
    rows: known ? [] : await commonRows(visit, shown.length > 0 ? shown : first.map(({ id }) => id)),
    mine,
    newcomer: visit.account !== null && !known,
    genres: GENRES,
    publicUrl: `${visit.publicUrl}/`,
  };
});

const EXAMPLES: readonly StringKey[] = ['home.example1', 'home.example2', 'home.example3', 'home.example4'];

export default function HomePage({ loaderData }: Route.ComponentProps) {
  const { popular, wall, rows, mine, newcomer, degraded, genres, publicUrl } = loaderData;
  const t = useStrings();
  const account = useAccount();
  return (
    <div className="home">
      <Head>
        <title>{t('home.title')}</title>
        <link rel="canonical" href={publicUrl} />
        <meta name="description" content={t('home.description')} />
      </Head>
      <SocialCard
        type="website"
        title={t('home.title')}
        description={t('home.description')}
        url={publicUrl}
        image={`${publicUrl}card.png`}
        alt={t('home.headline')}
      />
      <section className="hero">
        <div className="stack">
          <h1>{account && !newcomer ? t('home.welcome', { name: account.name }) : t('home.headline')}</h1>
          <p className="lede">{t('home.lede')}</p>
          <SearchBox id="home-search" />
          <ul className="chips" role="list" aria-label={t('home.examples')}>
            {EXAMPLES.map((key) => (
              <li key={key}>
                <Link className="chip" to={`/search?q=${encodeURIComponent(t(key))}`}>
                  {t(key)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
        <div className="hero-wall" aria-hidden="true">
          <div className="hero-posters">
            {wall.map((movie) => (
              <Poster key={movie.id} movie={movie} />
            ))}
          </div>
        </div>
      </section>
      <Degraded parts={degraded} />
      {newcomer && <StartHere account={account !== null} />}
      {mine && <PersonalRows home={mine} />}
      {popular.length > 0 && (
        <MovieRow
          id="popular"
          title={t('home.popular')}
          items={popular.map((movie) => ({ movie }))}
          more="/search?sort=popularity"
          surface="home"
        />
      )}
      {account === null && <StartHere account={false} />}
      {rows.map(({ id, items, more }) => (
        <MovieRow
          key={id}
          id={id}
          title={t(`home.row.${id}` as StringKey)}
          items={items.map((movie) => ({ movie }))}
          more={more}
          surface="home"
        />
      ))}
      <section className="row-section page" aria-labelledby="by-genre">
        <h2 id="by-genre">{t('home.byGenre')}</h2>
        <ul className="chips" role="list">
          {genres.map((genre) => (
            <li key={genre}>
              <Link className="chip" to={`/search?genres=${encodeURIComponent(genre)}`}>
                {genreName(t, genre)}
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function StartHere({ account }: { readonly account: boolean }) {
  const t = useStrings();
  return (
    <section className="panel" aria-labelledby="start-here">
      <h2 id="start-here">{t('home.start')}</h2>
      <p className="soft">{t('home.startText')}</p>
      <div className="cluster">
        <Link className="button" to={account ? '/welcome' : '/register?to=/welcome'}>
          {t(account ? 'home.startPerson' : 'home.startGuest')}
        </Link>
        <Link className="button second" to="/together">
          {t('home.startTogether')}
        </Link>
      </div>
    </section>
  );
}
