import { JOB_NAMES } from '@marquee/contract/jobs';
import { Form } from 'react-router';
import type { Route } from './+types/jobs.ts';
import type { JobRun, List } from '#admin/admin-types.ts';
import { kindFigures } from '#admin/duration.ts';
import { JobDurations } from '#admin/job-durations.tsx';
import { JobRow } from '#admin/job-row.tsx';
import { payloadOf } from '#admin/payload.ts';
import { useJobStream } from '#admin/use-job-stream.ts';
import type { FormOutcome } from '#parts/form-outcome.ts';
import { FormError, Submit } from '#parts/form-parts.tsx';
import { Head } from '#parts/head.tsx';
import { attempt, textOf } from '#server/form.server.ts';
import { admins } from '#server/visit.server.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';

const SHOWN = 30;
/** As many as the API gives. */
const COUNTED = 200;

export const loader = admins(async (_: Route.LoaderArgs, { api }) => {
  const { items } = await api.get<List<JobRun>>('/v1/admin/jobs', { limit: COUNTED });
  return {
    runs: items.slice(0, SHOWN),
    counted: items.length,
    kinds: kindFigures(items),
    names: JOB_NAMES,
  };
});

export const action = admins(async ({ request }: Route.ActionArgs, { api }) => {
  const form = await request.formData();
  const intent = textOf(form, 'intent');
  const id = encodeURIComponent(textOf(form, 'id'));
  return await attempt(form, async (): Promise<FormOutcome> => {
    if (intent === 'start') {
      const payload = payloadOf(textOf(form, 'options'));
      await api.send('POST', '/v1/admin/jobs', { name: textOf(form, 'name'), payload });
    }
    if (intent === 'cancel' || intent === 'retry') await api.send('POST', `/v1/admin/jobs/${id}/${intent}`);
    return { ok: true, intent };
  });
});

export default function JobsPage({ loaderData, actionData }: Route.ComponentProps) {
  const t = useStrings();
  const { runs, following } = useJobStream(loaderData.runs);
  const usual = new Map(loaderData.kinds.map((kind) => [kind.name, kind.usual]));
  return (
    <div className="page">
      <Head>
        <title>{`${t('admin.jobs')} · Marquee`}</title>
      </Head>
      <h1>{t('admin.jobs')}</h1>
      <Form method="post" className="panel">
        <h2>{t('jobs.start')}</h2>
        <FormError outcome={actionData} />
        {actionData?.errors?.map(({ field, message }) => (
          <p key={field} className="small">
            {field}: {message}
          </p>
        ))}
        <div className="cluster job-start">
          <label className="field">
            <span className="label">{t('jobs.kind')}</span>
            <select name="name" defaultValue="train">
              {loaderData.names.map((name) => (
                <option key={name} value={name}>
                  {t(`job.${name}` as StringKey)}
                </option>
              ))}
            </select>
          </label>
          <div className="field">
            <label htmlFor="job-options">{t('jobs.options')}</label>
            <input id="job-options" type="text" name="options" aria-describedby="job-options-hint" />
          </div>
          <Submit name="intent" value="start">
            {t('jobs.submit')}
          </Submit>
        </div>
        <p className="soft small" id="job-options-hint">
          {t('jobs.optionsHint')}
        </p>
      </Form>
      <section className="panel" aria-labelledby="runs">
        <div className="split">
          <h2 id="runs">{t('jobs.runs')}</h2>
          {following && <span className="state up small">{t('jobs.following')}</span>}
        </div>
        {runs.length === 0 && <p className="soft">{t('jobs.none')}</p>}
        <ul role="list">
          {runs.map((run) => (
            <JobRow key={run.id} run={run} usual={usual.get(run.name) ?? null} />
          ))}
        </ul>
      </section>
      <JobDurations kinds={loaderData.kinds} runs={loaderData.counted} />
    </div>
  );
}
