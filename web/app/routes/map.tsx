import type { TasteMap as MapData } from '@marquee/contract/map';
import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { Link } from 'react-router';
import type { Route } from './+types/map.ts';
import { AreaList, Dot } from '#map/area-list.tsx';
import { shapedFor } from '#map/film-map.ts';
import { areasOf, ownRatings } from '#map/map.server.ts';
import { TasteMap } from '#map/taste-map.tsx';
import { Head } from '#parts/head.tsx';
import { genreName } from '#parts/names.ts';
import { Empty } from '#parts/empty.tsx';
import { SocialCard } from '#parts/social-card.tsx';
import { useAccount } from '#parts/use-account.ts';
import { useHydrated } from '#parts/use-hydrated.ts';
import { guarded } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';

const whole = (text: string | null): number => (text !== null && /^\d{1,10}$/.test(text) ? Number(text) : -1);

export const loader = guarded(async ({ request }: Route.LoaderArgs, { api, account, publicUrl }) => {
  const { searchParams } = new URL(request.url);
  const area = whole(searchParams.get('area'));
  const film = whole(searchParams.get('film'));
  const [areas, ratings] = await Promise.all([
    areasOf(api, area),
    account === null ? [] : ownRatings(api).catch(() => []),
  ]);
  return {
    areas,
    ratings,
    area: areas !== null && area < areas.length ? area : -1,
    film: film < 1 ? null : film,
    publicUrl,
  };
});

export default function MapPage({ loaderData }: Route.ComponentProps) {
  const { areas, ratings, area, film, publicUrl } = loaderData;
  const t = useStrings();
  const waiting = useRef<HTMLParagraphElement>(null);
  const map = useMapData(waiting);
  const hydrated = useHydrated();
  const account = useAccount();
  return (
    <div className="page map-page">
      <Head>
        <title>{`${t('map.title')} · Marquee`}</title>
        <meta name="description" content={t('map.description')} />
        <link rel="canonical" href={`${publicUrl}/map`} />
      </Head>
      <SocialCard
        type="website"
        title={t('map.title')}
        description={t('map.description')}
        url={`${publicUrl}/map`}
        image={`${publicUrl}/card.png`}
        alt={t('home.headline')}
      />
      <header>
        <h1>{t('map.title')}</h1>
        <p className="lede">{t('map.lede')}</p>
      </header>
      {areas === null ? (
        <Empty title={t('map.none')}>{t('map.noneText')}</Empty>
      ) : (
        <>
          <figure className="map-figure">
            {map === 'away' ? (
              <p className="notice">{t('map.away')}</p>
            ) : map === null ? (
              <p ref={waiting} className="map-waiting" data-eager role={hydrated ? 'status' : undefined}>
                {t('map.loading')}
              </p>
            ) : (
              <TasteMap map={map} ratings={ratings} area={area} film={film} />
            )}
            <figcaption className="small soft">
              {map !== null && map !== 'away' && <Legend genres={map.genres} />}
              <span id="map-keys">{t('map.keys')}</span>{' '}
              {account ? t('map.lit') : <Link to="/login?to=/map">{t('map.logIn')}</Link>}
            </figcaption>
          </figure>
          <section className="stack wide" aria-labelledby="map-words">
            <h2 id="map-words">{t('map.words')}</h2>
            <AreaList areas={areas} whole={area} />
          </section>
        </>
      )}
    </div>
  );
}

function Legend({ genres }: { readonly genres: readonly string[] }) {
  const t = useStrings();
  return (
    <ul className="map-genres" role="list" aria-label={t('map.colours')}>
      {genres.map((genre) => (
        <li key={genre}>
          <Dot genre={genre} /> {genreName(t, genre)}
        </li>
      ))}
    </ul>
  );
}

/** The map once scripts run, in the shape of where it will be; null while it is on its way. */
function useMapData(waiting: RefObject<HTMLElement | null>): MapData | null | 'away' {
  const [map, setMap] = useState<MapData | null | 'away'>(null);
  useEffect(() => {
    const stop = new AbortController();
    void (async () => {
      try {
        const answer = await fetch('/map/data', { signal: stop.signal });
        if (!answer.ok) return setMap('away');
        const { clientWidth, clientHeight } = waiting.current ?? document.documentElement;
        setMap(shapedFor((await answer.json()) as MapData, clientWidth / Math.max(1, clientHeight)));
      } catch {
        if (!stop.signal.aborted) setMap('away');
      }
    })();
    return () => stop.abort();
  }, [waiting]);
  return map;
}
