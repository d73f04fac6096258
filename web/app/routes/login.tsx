import type { Session } from '@marquee/contract/account';
import { Form, Link, redirect } from 'react-router';
import { CredentialFields } from '#account/credential-fields.tsx';
import type { Route } from './+types/login.ts';
import { FormError, Submit } from '#parts/form-parts.tsx';
import { Head } from '#parts/head.tsx';
import { attempt, textOf } from '#server/form.server.ts';
import { ownPath } from '#server/own-path.ts';
import { guarded } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';

export const loader = guarded(async ({ request }: Route.LoaderArgs, { account }) => {
  const to = ownPath(new URL(request.url).searchParams.get('to'));
  if (account) throw redirect(to);
  return { to };
});

export const action = guarded(async ({ request }: Route.ActionArgs, visit) => {
  const form = await request.formData();
  return await attempt(form, async () => {
    const body = { email: textOf(form, 'email'), password: textOf(form, 'password') };
    visit.logIn(await visit.api.send<Session>('POST', '/v1/auth/login', body));
    throw redirect(ownPath(form.get('to')), 303);
  });
});

export default function LoginPage({ loaderData: { to }, actionData }: Route.ComponentProps) {
  const t = useStrings();
  return (
    <div className="page narrow">
      <Head>
        <title>{`${t('login.title')} · Marquee`}</title>
      </Head>
      <header>
        <h1>{t('login.title')}</h1>
        <p className="soft">{t('login.text')}</p>
      </header>
      <Form method="post" className="panel">
        <FormError outcome={actionData} />
        <input type="hidden" name="to" value={to} />
        <CredentialFields outcome={actionData} password="current" />
        <Submit>{t('login.submit')}</Submit>
      </Form>
      <p>
        {t('login.new')} <Link to={`/register?to=${encodeURIComponent(to)}`}>{t('nav.register')}</Link>
      </p>
    </div>
  );
}
