import type { Cause } from '@marquee/contract/recommendation';
import { stars } from '#parts/names.ts';
import { useStrings } from '#strings/use-strings.ts';

interface ChangedNoticeProps {
  readonly changed: {
    readonly cause: Cause | null;
    readonly addedTitles: readonly string[];
    readonly removedTitles: readonly string[];
  };
}

/** What the last thing a person did has changed in the list. */
export function ChangedNotice({ changed: { cause, addedTitles, removedTitles } }: ChangedNoticeProps) {
  const t = useStrings();
  if (addedTitles.length + removedTitles.length === 0) return null;
  return (
    <div className="notice good" role="status">
      <div>
        <p>
          <strong>
            {cause
              ? t('changed.because', {
                  what: t(`cause.${cause.code}`, {
                    subject: cause.subject ?? '',
                    stars: cause.rating === null ? '' : stars(t, cause.rating),
                    n: cause.count ?? 0,
                  }),
                })
              : t('changed.title')}
          </strong>
        </p>
        {addedTitles.length > 0 && <p>{t('changed.added', { titles: addedTitles.join(', ') })}</p>}
        {removedTitles.length > 0 && (
          <p className="soft">{t('changed.removed', { titles: removedTitles.join(', ') })}</p>
        )}
      </div>
    </div>
  );
}
