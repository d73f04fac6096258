import type { FormOutcome } from '#parts/form-outcome.ts';
import { FormError } from '#parts/form-parts.tsx';
import { useStrings } from '#strings/use-strings.ts';

/** Why a model could not be made live. */
export function ModelError({ outcome }: { readonly outcome: FormOutcome | undefined }) {
  const t = useStrings();
  if (outcome?.code !== 'conflict') return <FormError outcome={outcome} />;
  return (
    <p className="notice bad" role="alert">
      {t('models.conflict')}
    </p>
  );
}
