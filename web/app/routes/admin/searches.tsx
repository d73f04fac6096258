import { Link } from 'react-router';
import type { Route } from './+types/searches.ts';
import type { SearchStats } from '#admin/admin-types.ts';
import { LineChart } from '#admin/line-chart.tsx';
import { Head } from '#parts/head.tsx';
import { day, number } from '#parts/names.ts';
import { admins } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';

export const loader = admins(
  async (_: Route.LoaderArgs, { api }) => await api.get<SearchStats>('/v1/admin/search-stats'),
);

export default function SearchesPage({ loaderData }: Route.ComponentProps) {
  const t = useStrings();
  const { perDay } = loaderData;
  return (
    <div className="page">
      <Head>
        <title>{`${t('admin.search')} · Marquee`}</title>
      </Head>
      <h1>{t('admin.search')}</h1>
      <section className="panel" aria-labelledby="searches-per-day">
        <h2 id="searches-per-day">{t('searches.perDay')}</h2>
        <LineChart
          label={t('searches.perDay')}
          xName={t('chart.day')}
          xs={perDay.map(({ day: date }) => day(t, date))}
          format={(value) => number(t, value)}
          series={(
            [
              ['searches.all', 'searches'],
              ['searches.clicked', 'clicked'],
              ['searches.empty', 'withoutResult'],
            ] as const
          ).map(([name, key]) => ({ name: t(name), points: perDay.map((one) => ({ value: one[key] })) }))}
        />
      </section>
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
