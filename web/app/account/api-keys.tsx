import type { ApiKey } from '@marquee/contract/account';
import { Form } from 'react-router';
import { Field, FormError, Submit } from '#parts/form-parts.tsx';
import { FramedTable } from '#parts/framed-table.tsx';
import { day } from '#parts/names.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { ProfileOutcome } from '../routes/profile.tsx';
import { ownOutcome } from './profile-forms.tsx';

interface ApiKeysProps {
  readonly keys: readonly ApiKey[];
  readonly outcome: ProfileOutcome | undefined;
}

/** Keys for other programs. A new one is shown once. */
export function ApiKeys({ keys, outcome }: ApiKeysProps) {
  const t = useStrings();
  const own = ownOutcome(outcome, 'key');
  return (
    <section className="panel" aria-labelledby="keys">
      <h2 id="keys">{t('keys.title')}</h2>
      <p className="soft">{t('keys.text')}</p>
      {outcome?.key && (
        <div className="notice good" role="status">
          <span>{t('keys.made')}</span> <code>{outcome.key.key}</code>
        </div>
      )}
      {keys.length > 0 && (
        <FramedTable
          aria-labelledby="keys"
          heads={[
            t('keys.name'),
            t('keys.prefix'),
            t('keys.scopes'),
            t('keys.used'),
            <span key="act" className="visually-hidden">
              {t('keys.end')}
            </span>,
          ]}
        >
          {keys.map((key) => (
            <tr key={key.id}>
              <td>{key.name}</td>
              <td>
                <code>{key.prefix}…</code>
              </td>
              <td>
                {key.scopes.map((scope) => t(scope === 'read' ? 'keys.read' : 'keys.write')).join(', ')}
              </td>
              <td>{key.lastUsedAt ? day(t, key.lastUsedAt) : t('keys.never')}</td>
              <td>
                <Form method="post">
                  <input type="hidden" name="id" value={key.id} />
                  <button
                    className="quiet"
                    name="intent"
                    value="end-key"
                    aria-label={t('keys.endNamed', { name: key.name })}
                  >
                    {t('keys.end')}
                  </button>
                </Form>
              </td>
            </tr>
          ))}
        </FramedTable>
      )}
      <Form method="post" className="stack">
        <FormError outcome={own} />
        <Field name="keyName" type="text" label={t('keys.name')} maxLength={80} required outcome={own} />
        <label className="cluster">
          <span className="label">{t('keys.scopes')}</span>
          <select name="scope" defaultValue="read">
            <option value="read">{t('keys.read')}</option>
            <option value="write">{t('keys.readWrite')}</option>
          </select>
        </label>
        <Submit className="button second" name="intent" value="key">
          {t('keys.make')}
        </Submit>
      </Form>
    </section>
  );
}
