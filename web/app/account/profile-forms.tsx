import { Form } from 'react-router';
import type { FormOutcome } from '#parts/form-outcome.ts';
import { Field, FormError, Submit } from '#parts/form-parts.tsx';
import { useStrings } from '#strings/use-strings.ts';

interface OutcomeProps {
  readonly outcome: FormOutcome | undefined;
}

/** Only the form that was sent shows what became of it. */
export const ownOutcome = (outcome: FormOutcome | undefined, intent: string): FormOutcome | undefined =>
  outcome?.intent === intent && !outcome.ok ? outcome : undefined;

export function NameForm({ name, outcome }: OutcomeProps & { readonly name: string }) {
  const t = useStrings();
  const own = ownOutcome(outcome, 'name');
  return (
    <Form method="post" className="panel">
      <h2>{t('account.name')}</h2>
      <FormError outcome={own} />
      <Field
        name="name"
        type="text"
        label={t('account.name')}
        defaultValue={name}
        maxLength={80}
        autoComplete="name"
        required
        outcome={own}
      />
      <div>
        <Submit name="intent" value="name">
          {t('profile.save')}
        </Submit>
      </div>
    </Form>
  );
}

export function PasswordForm({ outcome }: OutcomeProps) {
  const t = useStrings();
  const own = ownOutcome(outcome, 'password');
  return (
    <Form method="post" className="panel">
      <h2>{t('account.password')}</h2>
      <FormError outcome={own} />
      <Field
        name="currentPassword"
        type="password"
        label={t('account.current')}
        autoComplete="current-password"
        required
        outcome={own}
      />
      <Field
        name="password"
        id="new-password"
        type="password"
        label={t('account.new')}
        hint={t('field.password')}
        minLength={10}
        maxLength={200}
        autoComplete="new-password"
        required
        outcome={own}
      />
      <div>
        <Submit name="intent" value="password">
          {t('profile.change')}
        </Submit>
      </div>
    </Form>
  );
}
