import { Form, Link } from 'react-router';
import { moment } from '#parts/names.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { JobRun } from './admin-types.ts';

const LOOK: Readonly<Record<JobRun['state'], string>> = {
  waiting: 'state',
  delayed: 'state busy',
  active: 'state busy',
  completed: 'state up',
  failed: 'state down',
  cancelled: 'state',
};

/** One run: what, how far, by whom, and what can be done about it. */
export function JobRow({ run }: { readonly run: JobRun }) {
  const t = useStrings();
  const name = t(`job.${run.name}` as StringKey);
  const ended = run.endedAt !== null;
  return (
    <li className="job">
      <div>
        <strong>{name}</strong>
        <br />
        <span className="soft small">
          {moment(t, run.queuedAt)}
          {run.requestedBy && ` ${t('jobs.by', { who: run.requestedBy })}`}
        </span>
      </div>
      <div className="stack wide">
        <span className={LOOK[run.state]}>{t(`state.${run.state}` as StringKey)}</span>
        {!ended && <progress max="1" value={run.progress} aria-label={t('jobs.progressOf', { name })} />}
        <span className="small soft">{run.error ?? run.step}</span>
      </div>
      <div className="card-actions">
        <Link
          className="quiet"
          to={`/admin/jobs/${encodeURIComponent(run.id)}`}
          aria-label={t('jobs.logOf', { name })}
        >
          {t('jobs.log')}
        </Link>
        <Form method="post" action="/admin/jobs">
          <input type="hidden" name="id" value={run.id} />
          {ended ? (
            <button className="quiet" name="intent" value="retry" aria-label={t('jobs.retryNamed', { name })}>
              {t('jobs.retry')}
            </button>
          ) : (
            <button
              className="quiet"
              name="intent"
              value="cancel"
              aria-label={t('jobs.cancelNamed', { name })}
            >
              {t('jobs.cancel')}
            </button>
          )}
        </Form>
      </div>
    </li>
  );
}
