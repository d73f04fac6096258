import { Link } from 'react-router';
import type { Route } from './+types/job.ts';
import type { JobRun } from '#admin/admin-types.ts';
import { JobRow } from '#admin/job-row.tsx';
import { admins } from '#server/visit.server.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';

export const loader = admins(async ({ params }: Route.LoaderArgs, { api }) => {
  const path = `/v1/admin/jobs/${encodeURIComponent(params.id)}`;
  const [run, log] = await Promise.all([
    api.get<JobRun>(path),
    api.get<{ readonly lines: readonly string[] }>(`${path}/logs`).catch(() => ({ lines: [] })),
  ]);
  return { run, lines: log.lines };
});

export default function JobPage({ loaderData: { run, lines } }: Route.ComponentProps) {
  const t = useStrings();
  const name = t(`job.${run.name}` as StringKey);
  return (
    <div className="page">
      <title>{`${name} · Marquee`}</title>
      <p>
        <Link to="/admin/jobs">{t('admin.jobs')}</Link>
      </p>
      <h1>{name}</h1>
      <ul role="list" className="panel">
        <JobRow run={run} />
      </ul>
      <section className="panel" aria-labelledby="log">
        <h2 id="log">{t('jobs.log')}</h2>
        {lines.length === 0 ? (
          <p className="soft">{t('jobs.logNone')}</p>
        ) : (
          <pre tabIndex={0} role="region" aria-labelledby="log">
            {lines.join('\n')}
          </pre>
        )}
      </section>
      {run.result && (
        <section className="panel" aria-labelledby="result">
          <h2 id="result">{t('jobs.result')}</h2>
          <pre tabIndex={0} role="region" aria-labelledby="result">
            {JSON.stringify(run.result, null, 2)}
          </pre>
        </section>
      )}
    </div>
  );
}
