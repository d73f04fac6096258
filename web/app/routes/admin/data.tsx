import type { Route } from './+types/data.ts';
import type { DataQuality } from '#admin/admin-types.ts';
import { number } from '#parts/names.ts';
import { admins } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';
import { Columns } from '#taste/taste-picture.tsx';

export const loader = admins(
  async (_: Route.LoaderArgs, { api }) => await api.get<DataQuality>('/v1/admin/data-quality'),
);

export default function DataPage({ loaderData }: Route.ComponentProps) {
  const { lastImport, missing, ratingHistogram, moviesByDecade } = loaderData;
  const t = useStrings();
  return (
    <div className="page">
      <title>{`${t('admin.data')} · Marquee`}</title>
      <h1>{t('admin.data')}</h1>
      <div className="panels">
        <section className="panel" aria-labelledby="stars-given">
          <h2 id="stars-given">{t('data.ratings')}</h2>
          <Columns
            label={t('data.ratings')}
            bars={ratingHistogram.map(({ stars, count }) => ({
              name: Number.isInteger(stars) ? String(stars) : '',
              text: `${stars}: ${count}`,
              value: count,
            }))}
          />
        </section>
        <section className="panel" aria-labelledby="decades">
          <h2 id="decades">{t('data.decades')}</h2>
          <Columns
            label={t('data.decades')}
            bars={moviesByDecade.map(({ decade, count }) => ({
              name: `’${String(decade).slice(2)}`,
              text: `${decade}: ${count}`,
              value: count,
            }))}
          />
        </section>
      </div>
      <section className="panel" aria-labelledby="missing">
        <h2 id="missing">{t('data.missing')}</h2>
        <div className="table-frame" tabIndex={0} role="region" aria-labelledby="missing">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('admin.what')}</th>
                <th scope="col">{t('data.count')}</th>
                <th scope="col">{t('data.examples')}</th>
              </tr>
            </thead>
            <tbody>
              {missing.map(({ what, count, examples }) => (
                <tr key={what}>
                  <th scope="row">{what}</th>
                  <td>{number(t, count)}</td>
                  <td>{examples.slice(0, 4).join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <section className="panel" aria-labelledby="last-import">
        <h2 id="last-import">{t('data.import')}</h2>
        {lastImport === null ? (
          <p className="soft">{t('data.importNone')}</p>
        ) : (
          <pre tabIndex={0} role="region" aria-labelledby="last-import">
            {JSON.stringify(lastImport, null, 2)}
          </pre>
        )}
      </section>
    </div>
  );
}
