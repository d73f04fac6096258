import { useEffect } from 'react';
import { Link, useRevalidator } from 'react-router';
import type { Route } from './+types/job.ts';
import type { JobRun, LogLine } from '#admin/admin-types.ts';
import { JobLog, JobSteps } from '#admin/job-log.tsx';
import { JobRow } from '#admin/job-row.tsx';
import { admins } from '#server/visit.server.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';
import { Head } from '#parts/head.tsx';

const LOOK_EVERY_MS = 2000;

export const loader = admins(async ({ params }: Route.LoaderArgs, { api }) => {
  const path = `/v1/admin/jobs/${encodeURIComponent(params.id)}`;
  const [run, log] = await Promise.all([
    api.get<JobRun>(path),
    api.get<{ readonly lines: readonly LogLine[] }>(`${path}/logs`),
  ]);
  return { run, lines: log.lines };
});

export default function JobPage({ loaderData: { run, lines } }: Route.ComponentProps) {
  const t = useStrings();
  const name = t(`job.${run.name}` as StringKey);
  useFollowing(run.endedAt === null);
  return (
    <div className="page">
      <Head>
        <title>{`${name} · Marquee`}</title>
      </Head>
      <p>
        <Link to="/admin/jobs">{t('admin.jobs')}</Link>
      </p>
      <h1>{name}</h1>
      <ul role="list" className="panel">
        <JobRow run={run} usual={null} />
      </ul>
      <JobLog lines={lines} />
      <JobSteps lines={lines} />
      {typeof run.result?.version === 'string' && run.name === 'train' && (
        <p>
          <Link to={`/admin/models/${encodeURIComponent(run.result.version)}`}>
            {t('model.title', { version: run.result.version })}
          </Link>
        </p>
      )}
      {run.result && (
        <section className="panel" aria-labelledby="result">
          <h2 id="result">{t('jobs.result')}</h2>
          <pre tabIndex={0} role="group" aria-labelledby="result">
            {JSON.stringify(run.result, null, 2)}
          </pre>
        </section>
      )}
    </div>
  );
}

/** Asks again and again while a run is going. */
function useFollowing(isGoing: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!isGoing) return;
    const timer = setInterval(() => void revalidate(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isGoing, revalidate]);
}
