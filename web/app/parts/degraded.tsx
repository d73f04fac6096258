import type { DegradedPart } from '@marquee/contract/filters';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';

/** Says that an answer is a worse one, and why. */
export function Degraded({ parts }: { readonly parts: readonly DegradedPart[] | undefined }) {
  const t = useStrings();
  if (!parts || parts.length === 0) return null;
  return (
    <p className="notice" role="status">
      {parts.map((part) => t(`degraded.${part}` as StringKey)).join(' ')}
    </p>
  );
}
