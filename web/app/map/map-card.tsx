import type { TasteMap } from '@marquee/contract/map';
import { Link } from 'react-router';
import { Icon } from '#parts/icons.tsx';
import { MovieFacts } from '#parts/movie-card.tsx';
import { stars as starsText } from '#parts/names.ts';
import { Poster } from '#parts/poster.tsx';
import { RateLink } from '#parts/rate-dialog.tsx';
import { useStrings } from '#strings/use-strings.ts';
import type { AreaName } from './area-name.ts';
import { useFilmCard } from './use-film-card.ts';

interface MapCardProps {
  readonly map: TasteMap;
  /** -1: none. */
  readonly film: number;
  readonly stars: number | undefined;
  readonly names: readonly AreaName[];
  readonly onClose: () => void;
}

/** The film that the pointer or the keys are on; also told to those who cannot see it. */
export function MapCard({ map, film, stars, names, onClose }: MapCardProps) {
  const t = useStrings();
  const id = film < 0 ? undefined : map.films.ids[film];
  const card = useFilmCard(id);
  const title = film < 0 ? '' : map.films.titles[film]!;
  const year = film < 0 ? null : map.films.years[film]!;
  const where = film < 0 ? '' : names[map.films.areas[film]!]![0];
  return (
    <>
      <p className="visually-hidden" role="status">
        {film < 0 ? '' : t('map.at', { title: year === null ? title : `${title} (${year})`, area: where })}
        {stars === undefined ? '' : ` ${t('map.yours', { stars: starsText(t, stars) })}`}
      </p>
      {id !== undefined && (
        <aside className="map-card" aria-label={title}>
          {card ? <Poster key={id} movie={card.movie} /> : <div className="poster" />}
          <div className="stack">
            <h2 dir="auto">
              <Link to={`/movies/${id}`}>{title}</Link>
            </h2>
            {card ? <MovieFacts movie={card.movie} /> : <p className="card-facts">{year}</p>}
            {stars !== undefined && (
              <p className="stars-text">{t('map.yours', { stars: starsText(t, stars) })}</p>
            )}
            <p className="small soft">{where}</p>
            {card?.overview && (
              <p className="small clamped" dir="auto">
                {card.overview}
              </p>
            )}
            <div className="card-actions">
              {card && <RateLink movie={card.movie} />}
              <Link className="quiet" to={`/movies/${id}`}>
                {t('map.open')}
              </Link>
            </div>
          </div>
          <button type="button" className="map-close" aria-label={t('map.close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </aside>
      )}
    </>
  );
}
