import { Link, useSearchParams } from 'react-router';
import { Empty } from '#parts/empty.tsx';
import { useStrings } from '#strings/use-strings.ts';
import { activeFilters } from './search-address.ts';

/** What to try when nothing was found. */
export function NoResult() {
  const t = useStrings();
  const [params] = useSearchParams();
  const q = params.get('q') ?? '';
  const filters = activeFilters(params);
  const bare = `/search?q=${encodeURIComponent(q)}`;
  return (
    <Empty
      title={t('none.title')}
      action={
        <div className="cluster">
          {filters.length > 0 && q !== '' && (
            <Link className="button" to={bare}>
              {t('none.withoutFilters')}
            </Link>
          )}
          {q !== '' && params.get('mode') !== 'semantic' && (
            <Link className="button second" to={`${bare}&mode=semantic`}>
              {t('none.byMeaning')}
            </Link>
          )}
          <Link className="button second" to="/search">
            {t('none.browse')}
          </Link>
        </div>
      }
    >
      {t(filters.length > 0 ? 'none.filtered' : 'none.text')}
    </Empty>
  );
}
