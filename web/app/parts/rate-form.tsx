import { useEffect, useRef, useState } from 'react';
import { useFetcher, useLocation } from 'react-router';
import { useEarlyChoice } from '#parts/use-early-choice.ts';
import { useHydrated } from '#parts/use-hydrated.ts';
import { useStrings } from '#strings/use-strings.ts';
import { useAnnounce } from './announcer.tsx';
import { stars } from './names.ts';
import { StarScale } from './star-scale.tsx';
import type { RateOutcome } from '../routes/rate.ts';

interface RateFormProps {
  readonly movie: { readonly id: number; readonly title: string };
  readonly rating: number | null;
  readonly onSaved?: (rating: number | null) => void;
}

/** Arrow keys pass over stars on their way: what they stop at is saved. */
const SETTLE_MS = 450;

/** Stars that are saved as they are chosen, shown at once and taken back when saving fails. Also a plain form. */
export function RateForm({ movie, rating, onSaved }: RateFormProps) {
  const t = useStrings();
  const announce = useAnnounce();
  const hydrated = useHydrated();
  const { submit, data, state } = useFetcher<RateOutcome>();
  const { pathname, search } = useLocation();
  const [chosen, setChosen] = useState<number | null | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const told = useRef<RateOutcome>(undefined);
  const saved = data?.ok ? data.rating : rating;
  const shown = chosen === undefined ? saved : chosen;

  const save = (value: number | null): void => {
    setChosen(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const fields = {
        movieId: String(movie.id),
        rating: value === null ? '' : String(value),
        scripted: '1',
      };
      void submit(fields, { method: 'post', action: '/actions/rate' });
    }, SETTLE_MS);
  };
  const form = useEarlyChoice((early) => save(Number(new FormData(early).get('rating'))));

  useEffect(() => {
    if (state !== 'idle' || data === undefined || told.current === data) return;
    told.current = data;
    setChosen(undefined);
    if (!data.ok) return announce(t('rate.failed'));
    announce(
      data.rating === null
        ? t('rate.removed', { title: movie.title })
        : t('rate.saved', { title: movie.title, stars: stars(t, data.rating) }),
    );
    onSaved?.(data.rating);
  }, [state, data, announce, t, movie.title, onSaved]);

  return (
    <form ref={form} autoComplete="off" method="post" action="/actions/rate" className="stars">
      <input type="hidden" name="movieId" value={movie.id} />
      <input type="hidden" name="to" value={pathname + search} />
      <fieldset>
        <legend className="visually-hidden">{t('rate.legend', { title: movie.title })}</legend>
        <StarScale value={shown} {...(hydrated ? { onChoose: save } : {})} />
      </fieldset>
      <button className="button second unscripted">{t('rate.save')}</button>
      {shown !== null && (
        <button
          className="quiet"
          name="remove"
          value="1"
          onClick={(event) => {
            event.preventDefault();
            save(null);
          }}
        >
          {t('rate.remove')}
        </button>
      )}
    </form>
  );
}
