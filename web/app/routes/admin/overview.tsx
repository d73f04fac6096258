import { Link } from 'react-router';
import type { Route } from './+types/overview.ts';
import type { AuditEntry, Caches, List, Overview } from '#admin/admin-types.ts';
import { Figures } from '#admin/figures.tsx';
import { sizeText } from '#admin/size.ts';
import { FramedTable } from '#parts/framed-table.tsx';
import { Head } from '#parts/head.tsx';
import { moment, number, percent } from '#parts/names.ts';
import { admins } from '#server/visit.server.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';

export const loader = admins(async (_: Route.LoaderArgs, { api }) => {
  const [overview, caches, audit] = await Promise.all([
    api.get<Overview>('/v1/admin/overview'),
    api.get<Caches>('/v1/admin/caches').catch(() => null),
    api.get<List<AuditEntry>>('/v1/admin/audit').catch(() => null),
  ]);
  return { overview, caches, audit: audit?.items.slice(0, 20) ?? null };
});

export default function OverviewPage({ loaderData: { overview, caches, audit } }: Route.ComponentProps) {
  const t = useStrings();
  return (
    <div className="page">
      <Head>
        <title>{`${t('admin.overview')} · Marquee`}</title>
      </Head>
      <h1>{t('admin.overview')}</h1>
      <Figures
        label={t('admin.counts')}
        figures={Object.entries(overview.counts)
          .filter(([, count]) => count > 0)
          .map(([what, count]) => ({
            name: t(`count.${what}` as StringKey, { n: count }),
            text: number(t, count),
          }))}
      />
      <div className="panels">
        <section className="panel" aria-labelledby="services">
          <h2 id="services">{t('admin.services')}</h2>
          <ul role="list" className="stack">
            {overview.services.map(({ name, up, detail }) => (
              <li key={name}>
                <span className={up ? 'state up' : 'state down'}>
                  {name}: {t(up ? 'admin.up' : 'admin.down')}
                </span>
                <br />
                <span className="soft small">{detail}</span>
              </li>
            ))}
          </ul>
        </section>
        <section className="panel" aria-labelledby="live">
          <h2 id="live">{t('admin.live')}</h2>
          <dl className="facts">
            <dt>{t('admin.model')}</dt>
            <dd>{overview.liveModel ?? t('admin.nothing')}</dd>
            <dt>{t('admin.index')}</dt>
            <dd>{overview.liveIndex ?? t('admin.nothing')}</dd>
            <dt>
              <Link to="/admin/caches">{t('admin.caches')}</Link>
            </dt>
            <dd>
              {caches
                ? t('admin.cacheText', {
                    keys: number(t, caches.keys),
                    size: sizeText(t, caches.memoryBytes),
                    rate: percent(t, caches.hitRate),
                  })
                : t('admin.unavailable')}
            </dd>
          </dl>
        </section>
      </div>
      <section className="panel" aria-labelledby="audit">
        <h2 id="audit">{t('admin.audit')}</h2>
        {!audit || audit.length === 0 ? (
          <p className="soft">{t('admin.auditNone')}</p>
        ) : (
          <FramedTable
            aria-labelledby="audit"
            heads={[t('admin.when'), t('admin.who'), t('admin.what'), t('admin.on')]}
          >
            {audit.map(({ at, who, action, subject }, index) => (
              <tr key={index} className="whole">
                <td>{moment(t, at)}</td>
                <td>{who}</td>
                <td>{action}</td>
                <td>{subject}</td>
              </tr>
            ))}
          </FramedTable>
        )}
      </section>
    </div>
  );
}
