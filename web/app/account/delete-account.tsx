import type { DeletedMe } from '@marquee/contract/account';
import { Form, Link } from 'react-router';
import { Empty } from '#parts/empty.tsx';
import type { FormOutcome } from '#parts/form-outcome.ts';
import { Field, FormError, Submit } from '#parts/form-parts.tsx';
import { Head } from '#parts/head.tsx';
import { useStrings } from '#strings/use-strings.ts';
import { ownOutcome } from './profile-forms.tsx';

export function DeleteAccount({ outcome }: { readonly outcome: FormOutcome | undefined }) {
  const t = useStrings();
  const own = ownOutcome(outcome, 'delete');
  return (
    <section className="panel" aria-labelledby="delete">
      <h2 id="delete">{t('delete.title')}</h2>
      <p className="soft">{t('delete.text')}</p>
      <details open={own !== undefined}>
        <summary className="button danger">{t('delete.open')}</summary>
        <Form method="post" className="stack delete-form">
          <FormError outcome={own} />
          <Field
            name="password"
            id="delete-password"
            type="password"
            label={t('account.password')}
            autoComplete="current-password"
            required
            outcome={own}
          />
          <Submit className="button danger" name="intent" value="delete">
            {t('delete.submit')}
          </Submit>
        </Form>
      </details>
    </section>
  );
}

/** What went, in numbers. */
export function Goodbye({ deleted: { deleted } }: { readonly deleted: DeletedMe }) {
  const t = useStrings();
  return (
    <div className="page narrow">
      <Head>
        <title>{`${t('delete.done')} · Marquee`}</title>
      </Head>
      <Empty
        level="h1"
        title={t('delete.done')}
        action={
          <Link className="button" to="/" reloadDocument>
            {t('error.home')}
          </Link>
        }
      >
        {t('delete.doneText')}
      </Empty>
      <table>
        <tbody>
          {Object.entries(deleted).map(([what, count]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
