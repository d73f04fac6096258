import type { Facets as FacetCounts } from '@marquee/contract/search';
import { Link, useSearchParams } from 'react-router';
import { genreName, languageName, number } from '#parts/names.ts';
import { useStrings } from '#strings/use-strings.ts';
import { genresOf, isDecade, searchAddress, toggleGenre } from './search-address.ts';

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly count: number | null;
  readonly on: boolean;
  readonly to: string;
}

interface FacetsProps {
  readonly facets: FacetCounts | undefined;
  readonly genres: readonly string[];
}

const DECADES = ['2020', '2010', '2000', '1990', '1980', '1970', '1960', '1950', '1940', '1930', '1920'];
const LANGUAGES = ['en', 'fr', 'ja', 'es', 'zh', 'de', 'it', 'ko', 'sv', 'ru', 'hi', 'fa'];
const RATINGS = ['4', '3.5', '3'];
const uncounted = (values: readonly string[]) => values.map((value) => ({ value, count: null }));

/** Narrower searches, with how many films each leaves; a choice that is on leads back. */
export function Facets({ facets, genres }: FacetsProps) {
  const t = useStrings();
  const [params] = useSearchParams();
  const chosen = genresOf(params);
  const lists = facets ?? {
    genres: uncounted(genres),
    decade: uncounted(DECADES),
    language: uncounted(LANGUAGES),
    rating: uncounted(RATINGS),
  };
  const groups: readonly {
    readonly id: string;
    readonly title: string;
    readonly choices: readonly Choice[];
  }[] = [
    {
      id: 'genres',
      title: t('facet.genres'),
      choices: lists.genres.map(({ value, count }) => ({
        value, count, text: genreName(t, value), on: chosen.includes(value), to: toggleGenre(params, value),
      })), // prettier-ignore
    },
    {
      id: 'decade',
      title: t('facet.decade'),
      choices: [...lists.decade]
        .sort((a, b) => Number(b.value) - Number(a.value))
        .map(({ value, count }) => {
          const on = isDecade(params, value);
          const years = on
            ? { yearFrom: null, yearTo: null }
            : { yearFrom: value, yearTo: String(Number(value) + 9) };
          return {
            value,
            count,
            on,
            text: t('facet.decadeName', { year: value }),
            to: searchAddress(params, years),
          };
        }),
    },
    {
      id: 'rating',
      title: t('facet.rating'),
      choices: [...lists.rating]
        .sort((a, b) => Number(b.value) - Number(a.value))
        .map(({ value, count }) => {
          const on = params.get('minRating') === value;
          return {
            value,
            count,
            on,
            text: t('filter.stars', { stars: value }),
            to: searchAddress(params, { minRating: on ? null : value }),
          };
        }),
    },
    {
      id: 'language',
      title: t('facet.language'),
      choices: lists.language.map(({ value, count }) => {
        const on = params.get('language') === value;
        return {
          value,
          count,
          on,
          text: languageName(t, value),
          to: searchAddress(params, { language: on ? null : value }),
        };
      }),
    },
  ];
  if (groups.every(({ choices }) => choices.length === 0)) return null;
  return (
    <nav className="facets" aria-label={t('facet.label')}>
      <details className="facet-fold">
        <summary>{t('facet.label')}</summary>
        <div className="facets">
          {groups
            .filter(({ choices }) => choices.length > 0)
            .map(({ id, title, choices }) => (
              <section key={id} aria-labelledby={`facet-${id}`}>
                <h2 id={`facet-${id}`}>{title}</h2>
                <ul role="list">
                  {choices.slice(0, 12).map(({ value, text, count, on, to }) => (
                    <li key={value}>
                      <Link
                        className={on ? 'facet on' : 'facet'}
                        to={to}
                        aria-current={on ? 'true' : undefined}
                        preventScrollReset
                      >
                        <span>{text}</span>
                        {count !== null && (
                          <span className="count">
                            {number(t, count)}
                            <span className="visually-hidden"> {t('facet.films', { n: count })}</span>
                          </span>
                        )}
                      </Link>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
        </div>
      </details>
    </nav>
  );
}
