import { useEffect, useRef } from 'react';
import type { InputHTMLAttributes, ReactNode } from 'react';
import { useNavigation } from 'react-router';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { FormOutcome } from './form-outcome.ts';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly outcome?: FormOutcome | undefined;
}

/** A labelled input with its hint and what is wrong with it. */
export function Field({ name, label, hint, outcome, ...input }: FieldProps) {
  const t = useStrings();
  const id = input.id ?? `field-${name}`;
  const wrong = outcome?.errors?.find(({ field }) => field === name);
  const known = t(`field.${name}` as StringKey);
  const text = wrong && (known === name ? wrong.message : known);
  const described = [hint && `${id}-hint`, text && `${id}-wrong`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        name={name}
        defaultValue={input.defaultValue ?? outcome?.values?.[name]}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={described || undefined}
      />
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {text && (
        <span className="wrong" id={`${id}-wrong`}>
          {text}
        </span>
      )}
    </div>
  );
}

/** What went wrong with a form as a whole; takes the focus, so that it is read at once. */
export function FormError({ outcome }: { readonly outcome: FormOutcome | undefined }) {
  const t = useStrings();
  const ref = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (outcome && !outcome.ok) ref.current?.focus();
  }, [outcome]);
  if (!outcome || outcome.ok || !outcome.code) return null;
  const text = t(`problem.${outcome.code}` as StringKey, { seconds: outcome.retryAfter ?? '60' });
  return (
    <p ref={ref} className="notice bad" role="alert" tabIndex={-1}>
      {text === outcome.code ? t('problem.other') : text}
    </p>
  );
}

interface SubmitProps {
  readonly children: ReactNode;
  readonly className?: string;
  readonly name?: string;
  readonly value?: string;
}

/** A submit button that a second click does not send again. */
export function Submit({ children, className = 'button', name, value }: SubmitProps) {
  const busy = useNavigation().state === 'submitting';
  return (
    <button
      className={className}
      name={name}
      value={value}
      aria-disabled={busy}
      onClick={(event) => {
        if (busy) event.preventDefault();
      }}
    >
      {children}
    </button>
  );
}
