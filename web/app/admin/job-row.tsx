import { Form, Link } from 'react-router';
import { moment } from '#parts/names.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { Translator } from '#strings/use-strings.ts';
import type { JobRun } from './admin-types.ts';
import { durationText, secondsBetween, secondsLeft } from './duration.ts';

const LOOK: Readonly<Record<JobRun['state'], string>> = {
  waiting: 'state',
  delayed: 'state busy',
  active: 'state busy',
  completed: 'state up',
  failed: 'state down',
  cancelled: 'state',
};

/** One run: what, how far, by whom, and what can be done about it. */
export function JobRow({ run, usual }: { readonly run: JobRun; readonly usual: number | null }) {
  const t = useStrings();
  const name = t(`job.${run.name}` as StringKey);
  const ended = run.endedAt !== null;
  const left = secondsLeft(run, usual);
  const said = run.error ?? (ended ? '' : run.step);
  return (
    <li className="job">
      <div>
        <strong>{name}</strong>
        <br />
        <span className="soft small">
          {moment(t, run.queuedAt)}
          {run.requestedBy && ` ${t('jobs.by', { who: run.requestedBy })}`}
          {run.attempts > 1 && `, ${t('jobs.attempt', { n: run.attempts })}`}
        </span>
      </div>
      <div className="stack wide">
        <span className="split">
          <span className={LOOK[run.state]}>{t(`state.${run.state}` as StringKey)}</span>
          <span className="small soft">{timing(t, run, left)}</span>
        </span>
        {!ended && <progress max="1" value={run.progress} aria-label={t('jobs.progressOf', { name })} />}
        {said !== '' && <span className="small soft">{said}</span>}
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

function timing(t: Translator, run: JobRun, left: number | null): string | null {
  if (left !== null) return t('jobs.left', { time: durationText(t, left) });
  if (run.startedAt === null || run.endedAt === null) return null;
  return durationText(t, secondsBetween(run.startedAt, run.endedAt));
}
