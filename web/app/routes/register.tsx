import type { Session } from '@marquee/contract/account';
import { Form, Link, redirect } from 'react-router';
import { CredentialFields } from '#account/credential-fields.tsx';
import type { Route } from './+types/register.ts';
import { Field, FormError, Submit } from '#parts/form-parts.tsx';
import { Head } from '#parts/head.tsx';
import { attempt, textOf } from '#server/form.server.ts';
import { ownPath } from '#server/own-path.ts';
import { guarded } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';

export const loader = guarded(async ({ request }: Route.LoaderArgs, { account }) => {
  const to = ownPath(new URL(request.url).searchParams.get('to'), '/welcome');
  if (account) throw redirect(to);
  return { to };
});

export const action = guarded(async ({ request }: Route.ActionArgs, visit) => {
  const form = await request.formData();
  return await attempt(form, async () => {
    const body = {
      name: textOf(form, 'name'),
      email: textOf(form, 'email'),
      password: textOf(form, 'password'),
    };
    visit.logIn(await visit.api.send<Session>('POST', '/v1/auth/register', body));
    throw redirect(ownPath(form.get('to'), '/welcome'), 303);
  });
});

export default function RegisterPage({ loaderData: { to }, actionData }: Route.ComponentProps) {
  const t = useStrings();
  return (
    <div className="page narrow">
      <Head>
        <title>{`${t('register.title')} · Marquee`}</title>
      </Head>
      <header>
        <h1>{t('register.title')}</h1>
        <p className="soft">{t('register.text')}</p>
      </header>
      <Form method="post" className="panel">
        <FormError outcome={actionData} />
        <input type="hidden" name="to" value={to} />
        <Field
          name="name"
          type="text"
          label={t('account.name')}
          autoComplete="name"
          maxLength={80}
          required
          outcome={actionData}
        />
        <CredentialFields outcome={actionData} password="new" />
        <Submit>{t('register.submit')}</Submit>
      </Form>
      <p>
        {t('register.known')} <Link to={`/login?to=${encodeURIComponent(to)}`}>{t('nav.logIn')}</Link>
      </p>
    </div>
  );
}
