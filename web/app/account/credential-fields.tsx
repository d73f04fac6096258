import type { FormOutcome } from '#parts/form-outcome.ts';
import { Field } from '#parts/form-parts.tsx';
import { useStrings } from '#strings/use-strings.ts';

interface CredentialFieldsProps {
  readonly outcome: FormOutcome | undefined;
  /** A new one has rules, which are said. */
  readonly password: 'current' | 'new';
}

/** The email address and the password that one logs in with, as password managers know them. */
export function CredentialFields({ outcome, password }: CredentialFieldsProps) {
  const t = useStrings();
  return (
    <>
      <Field
        name="email"
        type="email"
        label={t('account.email')}
        autoComplete="username"
        required
        outcome={outcome}
      />
      <Field
        name="password"
        type="password"
        label={t('account.password')}
        autoComplete={`${password}-password`}
        {...(password === 'new' ? { minLength: 10, maxLength: 200, hint: t('field.password') } : {})}
        required
        outcome={outcome}
      />
    </>
  );
}
