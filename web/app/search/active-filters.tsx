import { Link, useSearchParams } from 'react-router';
import { Icon } from '#parts/icons.tsx';
import { genreName, languageName } from '#parts/names.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { Translator } from '#strings/use-strings.ts';
import { activeFilters } from './search-address.ts';
import type { ActiveFilter } from './search-address.ts';

function label(t: Translator, { name, value }: ActiveFilter): string {
  if (name === 'genres') return genreName(t, value);
  if (name === 'language') return languageName(t, value);
  if (name === 'minRating') return t('filter.stars', { stars: value });
  if (name === 'runtimeMax') return t('filter.runtime', { minutes: value });
  if (name === 'person') return t('filter.person', { name: value });
  return value;
}

/** The filters that are on, each a link that takes it off. */
export function ActiveFilters() {
  const t = useStrings();
  const [params] = useSearchParams();
  const active = activeFilters(params);
  if (active.length === 0) return null;
  return (
    <ul className="chips" role="list" aria-label={t('filter.active')}>
      {active.map((filter) => {
        const text = label(t, filter);
        return (
          <li key={`${filter.name}-${filter.value}`}>
            <Link className="chip on" to={filter.without} aria-label={t('filter.remove', { name: text })}>
              {text} <Icon name="close" />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
