import { Link } from 'react-router';
import { useStrings } from '#strings/use-strings.ts';
import { areaNames } from './area-name.ts';
import type { AreaName } from './area-name.ts';
import { hueOf } from './colours.ts';
import type { ListedArea } from './map.server.ts';

/** The map in words: each area with its best known films; the one that was asked for with all of them. */
export function AreaList({
  areas,
  whole,
}: {
  readonly areas: readonly ListedArea[];
  readonly whole: number;
}) {
  const t = useStrings();
  const names = areaNames(t, areas);
  const asked = areas[whole];
  return (
    <>
      {asked && <WholeArea area={asked} name={names[whole]!} />}
      <ul className="map-areas" role="list">
        {areas.map((area, at) => {
          const [name, words] = names[at]!;
          return (
            <li key={at} className="panel" data-area={at}>
              <header>
                <h3>
                  <Dot genre={area.genres[0]} /> {name}
                </h3>
                {words && <p className="small soft">{words}</p>}
              </header>
              <ol role="list">
                {area.listed.slice(0, 8).map(({ id, title, year }) => (
                  <li key={id}>
                    <Link to={`/movies/${id}`} dir="auto">
                      {title}
                    </Link>{' '}
                    <span className="soft small">{year}</span>
                  </li>
                ))}
              </ol>
              <Link className="more" to={`/map?area=${at}`}>
                {t('map.all', { n: area.films })}
              </Link>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function WholeArea({ area, name: [name, words] }: { readonly area: ListedArea; readonly name: AreaName }) {
  const t = useStrings();
  return (
    <section className="panel" aria-labelledby="whole-area">
      <div className="split">
        <h3 id="whole-area">
          <Dot genre={area.genres[0]} /> {name}
        </h3>
        <Link className="button second" to="/map">
          {t('map.back')}
        </Link>
      </div>
      {words && <p className="small soft">{words}</p>}
      <ol className="map-films" role="list">
        {area.listed.map(({ id, title, year }) => (
          <li key={id}>
            <Link to={`/movies/${id}`} dir="auto">
              {title}
            </Link>{' '}
            <span className="soft small">{year}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function Dot({ genre }: { readonly genre: string | undefined }) {
  return (
    <svg className={`map-dot ${hueOf(genre)}`} viewBox="0 0 10 10" width="12" height="12" aria-hidden="true">
      <circle cx="5" cy="5" r="5" fill="currentColor" />
    </svg>
  );
}
