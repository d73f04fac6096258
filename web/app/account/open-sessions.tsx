import type { OpenSession } from '@marquee/contract/account';
import { Form } from 'react-router';
import { moment } from '#parts/names.ts';
import { useStrings } from '#strings/use-strings.ts';

/** Where the person is logged in; each can be ended, this one by logging out. */
export function OpenSessions({ sessions }: { readonly sessions: readonly OpenSession[] }) {
  const t = useStrings();
  return (
    <section className="panel" aria-labelledby="sessions">
      <h2 id="sessions">{t('sessions.title')}</h2>
      <p className="soft">{t('sessions.text')}</p>
      <ul className="sessions" role="list">
        {sessions.map((session) => (
          <li key={session.id}>
            <span>
              {t('sessions.since', { since: moment(t, session.createdAt) })}
              <span className="soft small">
                {t('sessions.used', { used: moment(t, session.lastUsedAt) })}
              </span>
            </span>
            {session.current ? (
              <strong className="small">{t('sessions.current')}</strong>
            ) : (
              <Form method="post">
                <input type="hidden" name="id" value={session.id} />
                <button
                  className="quiet"
                  name="intent"
                  value="end-session"
                  aria-label={t('sessions.endNamed', { since: moment(t, session.createdAt) })}
                >
                  {t('sessions.end')}
                </button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      <div className="cluster">
        <form method="post" action="/logout">
          <button className="button second">{t('nav.logOut')}</button>
        </form>
        <form method="post" action="/logout">
          <button className="button second" name="everywhere" value="true">
            {t('sessions.everywhere')}
          </button>
        </form>
      </div>
    </section>
  );
}
