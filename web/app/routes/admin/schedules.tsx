import { Form } from 'react-router';
import type { Route } from './+types/schedules.ts';
import type { List, Schedule } from '#admin/admin-types.ts';
import type { FormOutcome } from '#parts/form-outcome.ts';
import { FormError } from '#parts/form-parts.tsx';
import { Head } from '#parts/head.tsx';
import { moment } from '#parts/names.ts';
import { attempt, textOf } from '#server/form.server.ts';
import { admins } from '#server/visit.server.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';

export const loader = admins(
  async (_: Route.LoaderArgs, { api }) => await api.get<List<Schedule>>('/v1/admin/schedules'),
);

export const action = admins(async ({ request }: Route.ActionArgs, { api }) => {
  const form = await request.formData();
  return await attempt(form, async (): Promise<FormOutcome> => {
    const schedule = {
      cron: textOf(form, 'cron').trim(),
      timeZone: textOf(form, 'timeZone').trim(),
      enabled: form.has('enabled'),
    };
    await api.send('PUT', `/v1/admin/schedules/${encodeURIComponent(textOf(form, 'name'))}`, schedule);
    return { ok: true };
  });
});

export default function SchedulesPage({ loaderData: { items }, actionData }: Route.ComponentProps) {
  const t = useStrings();
  return (
    <div className="page">
      <Head>
        <title>{`${t('admin.schedules')} · Marquee`}</title>
      </Head>
      <header>
        <h1>{t('admin.schedules')}</h1>
        <p className="soft">{t('schedules.text')}</p>
      </header>
      <FormError outcome={actionData} />
      {actionData?.ok && (
        <p className="notice good" role="status">
          {t('admin.done')}
        </p>
      )}
      <div className="panels">
        {items.map(({ name, cron, timeZone, enabled, nextAt }) => (
          <Form method="post" className="panel" key={name} aria-labelledby={`schedule-${name}`}>
            <h2 id={`schedule-${name}`}>{t(`job.${name}` as StringKey)}</h2>
            <input type="hidden" name="name" value={name} />
            <div className="field">
              <label htmlFor={`cron-${name}`}>{t('schedules.cron')}</label>
              <input id={`cron-${name}`} type="text" name="cron" defaultValue={cron} required />
            </div>
            <div className="field">
              <label htmlFor={`zone-${name}`}>{t('schedules.zone')}</label>
              <input id={`zone-${name}`} type="text" name="timeZone" defaultValue={timeZone} required />
            </div>
            <label className="check">
              <input type="checkbox" name="enabled" defaultChecked={enabled} />
              {t('schedules.enabled')}
              <span className="soft small">
                {nextAt ? t('schedules.next', { moment: moment(t, nextAt) }) : t('schedules.never')}
              </span>
            </label>
            <div>
              <button className="button second">{t('profile.save')}</button>
            </div>
          </Form>
        ))}
      </div>
    </div>
  );
}
