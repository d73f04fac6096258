import type { Why } from '@marquee/contract/recommendation';
import { useStrings } from '#strings/use-strings.ts';
import { Icon } from './icons.tsx';
import { number } from './names.ts';
import { mainReasons, reasonText } from './reason-text.ts';
import { Scripted, useTaste } from './use-taste.tsx';

interface ReasonsProps {
  readonly why: readonly Why[];
  /** Where to go back to after striking one out; without it reasons are only shown. */
  readonly strike?: string;
}

/** Why a film is recommended: the largest shares, each past rating one that can be struck out. */
export function Reasons({ why, strike }: ReasonsProps) {
  const t = useStrings();
  const fetcher = useTaste();
  const struck = Number(fetcher.formData?.get('movieId') ?? 0);
  const parts = mainReasons(why);
  if (parts.length === 0) return null;
  return (
    <section className="stack reasons-section" aria-label={t('why.title')}>
      <h3>{t('why.title')}</h3>
      <ul className="reasons" role="list">
        {parts.map((part, index) => {
          const text = reasonText(t, part);
          return (
            <li className="reason" key={index}>
              <span dir="auto">{part.movie?.id === struck ? <s>{text}</s> : text}</span>
              <svg
                viewBox="0 0 100 8"
                preserveAspectRatio="none"
                role="img"
                aria-label={t('why.share', { percent: number(t, part.share * 100) })}
              >
                <rect width="100" height="8" rx="4" fill="var(--line)" />
                <rect
                  width={Math.max(2, part.share * 100)}
                  height="8"
                  rx="4"
                  fill={part.value < 0 ? 'var(--bad)' : 'var(--lamp)'}
                />
              </svg>
              {strike !== undefined && part.kind === 'rating' && part.movie ? (
                <fetcher.Form method="post" action="/actions/taste">
                  <input type="hidden" name="movieId" value={part.movie.id} />
                  <input type="hidden" name="to" value={strike} />
                  <Scripted />
                  <button
                    className="quiet"
                    name="intent"
                    value="strike"
                    aria-label={t('why.strike', { title: part.movie.title })}
                  >
                    <Icon name="close" />
                  </button>
                </fetcher.Form>
              ) : (
                <span />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
