import type { Route } from './+types/data.ts';
import type { DataQuality } from '#admin/admin-types.ts';
import { DataSpread } from '#admin/data-spread.tsx';
import { durationText } from '#admin/duration.ts';
import { Figures } from '#admin/figures.tsx';
import { ImportReasons } from '#admin/import-reasons.tsx';
import { FramedTable } from '#parts/framed-table.tsx';
import { Head } from '#parts/head.tsx';
import { moment, number, percent } from '#parts/names.ts';
import { admins } from '#server/visit.server.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';

export const loader = admins(
  async (_: Route.LoaderArgs, { api }) => await api.get<DataQuality>('/v1/admin/data-quality'),
);

export default function DataPage({ loaderData: data }: Route.ComponentProps) {
  const t = useStrings();
  const { ratings, movies, imports, lastImport } = data;
  const generated = ratings.total === 0 ? 0 : ratings.generated / ratings.total;
  const dropped = data.reasons.reduce((sum, reason) => sum + (reason.dropped ? reason.count : 0), 0);
  return (
    <div className="page">
      <Head>
        <title>{`${t('admin.data')} · Marquee`}</title>
      </Head>
      <h1>{t('admin.data')}</h1>
      <Figures
        label={t('admin.counts')}
        figures={[
          { name: t('data.films'), text: number(t, movies) },
          { name: t('data.ratingsHead'), text: number(t, ratings.total) },
          {
            name: t('data.generated'),
            text: percent(t, generated, generated > 0 && generated < 0.1 ? 1 : 0),
            note: t('data.generatedNote', { count: number(t, ratings.generated) }),
          },
          { name: t('data.droppedRows'), text: number(t, dropped), note: t('data.ofLastImport') },
        ]}
      />
      <ImportReasons reasons={data.reasons} />
      <DataSpread data={data} />
      <Missing missing={data.missing} />
      <section className="panel" aria-labelledby="imports">
        <h2 id="imports">{t('data.imports')}</h2>
        {imports.length === 0 ? (
          <p className="soft">{t('data.importNone')}</p>
        ) : (
          <>
            <Imports imports={imports} />
            <details>
              <summary className="small">{t('data.report')}</summary>
              <pre tabIndex={0} role="group" aria-labelledby="imports">
                {JSON.stringify(lastImport, null, 2)}
              </pre>
            </details>
          </>
        )}
      </section>
    </div>
  );
}

function Missing({ missing }: Pick<DataQuality, 'missing'>) {
  const t = useStrings();
  return (
    <section className="panel" aria-labelledby="missing">
      <h2 id="missing">{t('data.missing')}</h2>
      <FramedTable aria-labelledby="missing" heads={[t('admin.what'), t('data.count'), t('data.examples')]}>
        {missing.map(({ what, count, examples }) => (
          <tr key={what}>
            <th scope="row">{t(`gap.${what}` as StringKey)}</th>
            <td>{number(t, count)}</td>
            <td dir="auto">{examples.slice(0, 4).join(', ')}</td>
          </tr>
        ))}
      </FramedTable>
    </section>
  );
}

function Imports({ imports }: Pick<DataQuality, 'imports'>) {
  const t = useStrings();
  const ofAll = ({ kept, read }: { readonly kept: number; readonly read: number }): string =>
    t('data.keptOf', { kept: number(t, kept), read: number(t, read) });
  return (
    <FramedTable
      aria-labelledby="imports"
      heads={[t('admin.when'), t('data.source'), t('data.films'), t('data.ratingsHead'), t('jobs.seconds')]}
    >
      {imports.map(({ source, at, seconds, movies, ratings }) => (
        <tr key={at}>
          <td>{moment(t, at)}</td>
          <td>{source}</td>
          <td>{ofAll(movies)}</td>
          <td>{ofAll(ratings)}</td>
          <td>{durationText(t, seconds)}</td>
        </tr>
      ))}
    </FramedTable>
  );
}
