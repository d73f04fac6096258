import type { Facets as FacetCounts } from '@marquee/contract/search';
import { Link, useSearchParams } from 'react-router';
import { genreName, languageName, number } from '#parts/names.ts';
import { useStrings } from '#strings/use-strings.ts';
import { genresOf, isDecade, searchAddress, toggleGenre } from './search-address.ts';

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly count: number;
  readonly on: boolean;
  readonly to: string;
}

/** Narrower searches, with how many films each leaves; a choice that is on leads back. */
export function Facets({ facets }: { readonly facets: FacetCounts }) {
  const t = useStrings();
  const [params] = useSearchParams();
  const chosen = genresOf(params);
  const groups: readonly {
    readonly id: string;
    readonly title: string;
    readonly choices: readonly Choice[];
  }[] = [
    {
      id: 'genres',
      title: t('facet.genres'),
      choices: facets.genres.map(({ value, count }) => ({
        value, count, text: genreName(t, value), on: chosen.includes(value), to: toggleGenre(params, value),
      })), // prettier-ignore
    },
    {
      id: 'decade',
      title: t('facet.decade'),
      choices: [...facets.decade]
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
      choices: [...facets.rating]
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
      choices: facets.language.map(({ value, count }) => {
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
                        <span className="count">
                          {number(t, count)}
                          <span className="visually-hidden"> {t('facet.films', { n: count })}</span>
                        </span>
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
