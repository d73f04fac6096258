import { Link } from 'react-router';
import type { Route } from './+types/searches.ts';
import type { SearchStats } from '#admin/admin-types.ts';
import { number } from '#parts/names.ts';
import { admins } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';

export const loader = admins(
  async (_: Route.LoaderArgs, { api }) => await api.get<SearchStats>('/v1/admin/search-stats'),
);

export default function SearchesPage({ loaderData }: Route.ComponentProps) {
  const t = useStrings();
  return (
    <div className="page">
      <title>{`${t('admin.search')} · Marquee`}</title>
      <h1>{t('admin.search')}</h1>
      <div className="panels">
        {(['top', 'withoutResult', 'withoutClick'] as const).map((name) => (
          <section className="panel" key={name} aria-labelledby={`searches-${name}`}>
            <h2 id={`searches-${name}`}>{t(`searches.${name}`)}</h2>
            {loaderData[name].length === 0 ? (
              <p className="soft">{t('searches.none', { days: loaderData.days })}</p>
            ) : (
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('searches.query')}</th>
                    <th scope="col">{t('searches.times')}</th>
                  </tr>
                </thead>
                <tbody>
                  {loaderData[name].map(({ query, count }) => (
                    <tr key={query}>
                      <td dir="auto">
                        <Link to={`/search?q=${encodeURIComponent(query)}`}>{query}</Link>
                      </td>
                      <td>{number(t, count)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </section>
        ))}
      </div>
    </div>
  );
}
