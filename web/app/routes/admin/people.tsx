import { Form, Link, useSearchParams } from 'react-router';
import type { Route } from './+types/people.ts';
import type { AdminUser, PeopleStats } from '#admin/admin-types.ts';
import { PeopleFigures } from '#admin/people-figures.tsx';
import type { FormOutcome } from '#parts/form-outcome.ts';
import { FormError } from '#parts/form-parts.tsx';
import { FramedTable } from '#parts/framed-table.tsx';
import { Head } from '#parts/head.tsx';
import { day, number } from '#parts/names.ts';
import { attempt, textOf } from '#server/form.server.ts';
import { admins } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';

interface People {
  readonly items: readonly AdminUser[];
  readonly total: number;
  readonly nextCursor: string | null;
}

export const loader = admins(async ({ request }: Route.LoaderArgs, { api }) => {
  const params = new URL(request.url).searchParams;
  const [people, stats] = await Promise.all([
    api.get<People>('/v1/admin/users', { q: params.get('q'), cursor: params.get('cursor'), limit: 50 }),
    api.get<PeopleStats>('/v1/admin/users/stats').catch(() => null),
  ]);
  return { ...people, stats };
});

const CHANGES = {
  admin: { role: 'admin' },
  user: { role: 'user' },
  disable: { disabled: true },
  enable: { disabled: false },
} as const;

export const action = admins(async ({ request }: Route.ActionArgs, { api }) => {
  const form = await request.formData();
  return await attempt(form, async (): Promise<FormOutcome> => {
    const intent = textOf(form, 'intent');
    if (intent in CHANGES) {
      await api.send(
        'PATCH',
        `/v1/admin/users/${encodeURIComponent(textOf(form, 'id'))}`,
        CHANGES[intent as keyof typeof CHANGES],
      );
    }
    return { ok: true };
  });
});

export default function PeoplePage({ loaderData, actionData }: Route.ComponentProps) {
  const { items, nextCursor, stats } = loaderData;
  const t = useStrings();
  const [params] = useSearchParams();
  const q = params.get('q') ?? '';
  return (
    <div className="page">
      <Head>
        <title>{`${t('admin.people')} · Marquee`}</title>
      </Head>
      <h1>{t('admin.people')}</h1>
      <FormError outcome={actionData} />
      {stats && <PeopleFigures stats={stats} />}
      <Form method="get" className="cluster seek">
        <input
          type="search"
          name="q"
          defaultValue={q}
          maxLength={100}
          aria-label={t('people.find')}
          placeholder={t('people.find')}
        />
        <button className="button second">{t('search.submit')}</button>
      </Form>
      <FramedTable
        className="panel"
        aria-label={t('admin.people')}
        heads={[
          t('admin.name'),
          t('people.role'),
          t('people.ratings'),
          t('people.seen'),
          t('admin.state'),
          <span key="act" className="visually-hidden">
            {t('admin.what')}
          </span>,
        ]}
      >
        {items.map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
      </FramedTable>
      {nextCursor && (
        <p>
          <Link
            className="button second"
            to={`/admin/people?q=${encodeURIComponent(q)}&cursor=${encodeURIComponent(nextCursor)}`}
          >
            {t('pager.next')}
          </Link>
        </p>
      )}
    </div>
  );
}

function PersonRow({ person }: { readonly person: AdminUser }) {
  const t = useStrings();
  const { id, name, email, role, disabled, generated, ratingCount, lastSeenAt } = person;
  return (
    <tr>
      <th scope="row">
        {name}
        <br />
        <span className="soft small">{email}</span>
      </th>
      <td>{t(role === 'admin' ? 'people.admin' : 'people.user')}</td>
      <td>{number(t, ratingCount)}</td>
      <td className="whole">{lastSeenAt ? day(t, lastSeenAt) : '–'}</td>
      <td>
        {generated ? (
          t('people.generated')
        ) : (
          <span className={disabled ? 'state down' : 'state up'}>
            {t(disabled ? 'people.disabled' : 'people.active')}
          </span>
        )}
      </td>
      <td>
        {!generated && (
          <Form method="post" className="cluster">
            <input type="hidden" name="id" value={id} />
            <button
              className="quiet"
              name="intent"
              value={role === 'admin' ? 'user' : 'admin'}
              aria-label={`${t(role === 'admin' ? 'people.makeUser' : 'people.makeAdmin')}: ${name}`}
            >
              {t(role === 'admin' ? 'people.makeUser' : 'people.makeAdmin')}
            </button>
            <button
              className="quiet"
              name="intent"
              value={disabled ? 'enable' : 'disable'}
              aria-label={`${t(disabled ? 'people.enable' : 'people.disable')}: ${name}`}
            >
              {t(disabled ? 'people.enable' : 'people.disable')}
            </button>
          </Form>
        )}
      </td>
    </tr>
  );
}
