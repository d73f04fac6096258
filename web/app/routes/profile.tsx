import type { ApiKey, CreatedApiKey, DeletedMe, Me, OpenSession } from '@marquee/contract/account';
import type { Route } from './+types/profile.ts';
import { ApiKeys } from '#account/api-keys.tsx';
import { DeleteAccount, Goodbye } from '#account/delete-account.tsx';
import { OpenSessions } from '#account/open-sessions.tsx';
import { NameForm, PasswordForm } from '#account/profile-forms.tsx';
import { Head } from '#parts/head.tsx';
import { day } from '#parts/names.ts';
import type { FormOutcome } from '#parts/form-outcome.ts';
import { attempt, textOf } from '#server/form.server.ts';
import { personal } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';

export const loader = personal(async (_: Route.LoaderArgs, { api }) => {
  const [me, keys, sessions] = await Promise.all([
    api.get<Me>('/v1/me'),
    api.get<{ readonly items: readonly ApiKey[] }>('/v1/me/api-keys'),
    api.get<{ readonly items: readonly OpenSession[] }>('/v1/me/sessions'),
  ]);
  return { me, keys: keys.items, sessions: sessions.items };
});

export interface ProfileOutcome extends FormOutcome {
  readonly key?: CreatedApiKey;
  readonly deleted?: DeletedMe;
}

export const action = personal(async ({ request }: Route.ActionArgs, { api, logOut }) => {
  const form = await request.formData();
  const intent = textOf(form, 'intent');
  const text = (name: string): string => textOf(form, name);
  return await attempt(form, async (): Promise<ProfileOutcome> => {
    if (intent === 'name') await api.send('PATCH', '/v1/me', { name: text('name') });
    if (intent === 'password') {
      const body = { password: text('password'), currentPassword: text('currentPassword') };
      await api.send('PATCH', '/v1/me', body);
    }
    if (intent === 'key') {
      const scopes = text('scope') === 'write' ? ['read', 'write'] : ['read'];
      return {
        ok: true,
        intent,
        key: await api.send<CreatedApiKey>('POST', '/v1/me/api-keys', { name: text('keyName'), scopes }),
      };
    }
    if (intent === 'end-key') await api.send('DELETE', `/v1/me/api-keys/${encodeURIComponent(text('id'))}`);
    if (intent === 'end-session')
      await api.send('DELETE', `/v1/me/sessions/${encodeURIComponent(text('id'))}`);
    if (intent === 'delete') {
      const deleted = await api.send<DeletedMe>('DELETE', '/v1/me', { password: text('password') });
      logOut();
      return { ok: true, intent, deleted };
    }
    return { ok: true, intent };
  });
});

/** After a deletion there is nobody left whose profile could be loaded. */
export const shouldRevalidate = ({ actionResult }: { readonly actionResult?: ProfileOutcome }): boolean =>
  actionResult?.deleted === undefined;

export default function ProfilePage({ loaderData, actionData }: Route.ComponentProps) {
  const t = useStrings();
  const outcome = actionData as ProfileOutcome | undefined;
  if (outcome?.deleted) return <Goodbye deleted={outcome.deleted} />;
  const { me, keys, sessions } = loaderData;
  const done = outcome?.ok && (outcome.intent === 'name' || outcome.intent === 'password');
  return (
    <div className="page middling">
      <Head>
        <title>{`${t('profile.title')} · Marquee`}</title>
      </Head>
      <header>
        <h1>{t('profile.title')}</h1>
        <p className="soft">
          {t('profile.since', { email: me.email, day: day(t, me.createdAt), n: me.ratingCount })}
        </p>
      </header>
      {done && (
        <p className="notice good" role="status">
          {t('profile.saved')}
        </p>
      )}
      <div className="panels">
        <NameForm name={me.name} outcome={outcome} />
        <PasswordForm outcome={outcome} />
      </div>
      <ApiKeys keys={keys} outcome={outcome} />
      <div className="panels">
        <section className="panel" aria-labelledby="export">
          <h2 id="export">{t('export.title')}</h2>
          <p className="soft">{t('export.text')}</p>
          <div className="cluster">
            <a className="button second" href="/profile/export?format=json" download>
              {t('export.json')}
            </a>
            <a className="button second" href="/profile/export?format=csv" download>
              {t('export.csv')}
            </a>
          </div>
        </section>
        <OpenSessions sessions={sessions} />
      </div>
      <DeleteAccount outcome={outcome} />
    </div>
  );
}
