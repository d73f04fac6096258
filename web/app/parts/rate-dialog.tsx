import { createContext, useCallback, useContext, useRef, useState } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { Link, useFetcher } from 'react-router';
import { useStrings } from '#strings/use-strings.ts';
import { Star } from './icons.tsx';
import { RateForm } from './rate-form.tsx';
import { useAccount } from './use-account.ts';
import type { EarlierRating } from '../routes/rate.ts';

interface Ratable {
  readonly id: number;
  readonly title: string;
}

const OpenContext = createContext<(movie: Ratable) => void>(() => undefined);

/** One dialog for the page; every card's "Rate" opens it. */
export function RateDialogProvider({ children }: { readonly children: ReactNode }) {
  const t = useStrings();
  const dialog = useRef<HTMLDialogElement>(null);
  const [movie, setMovie] = useState<Ratable | null>(null);
  const { load, data: earlier } = useFetcher<EarlierRating>();
  const open = useCallback(
    (next: Ratable) => {
      setMovie(next);
      dialog.current?.showModal();
      void load(`/actions/rate?movieId=${next.id}`);
    },
    [load],
  );
  const close = useCallback(() => dialog.current?.close(), []);
  const saved = useCallback(() => setTimeout(close, 500), [close]);
  return (
    <OpenContext value={open}>
      {children}
      <dialog ref={dialog} className="rate" aria-labelledby="rate-title" onClose={() => setMovie(null)}>
        {movie && (
          <div className="stack">
            <h2 id="rate-title" dir="auto">
              {movie.title}
            </h2>
            <RateForm
              key={movie.id}
              movie={movie}
              rating={earlier?.movieId === movie.id ? earlier.rating : null}
              onSaved={saved}
            />
            <button type="button" className="button second" onClick={close}>
              {t('rate.close')}
            </button>
          </div>
        )}
      </dialog>
    </OpenContext>
  );
}

/** Opens the dialog for persons; without scripts, and for guests, it is a link to where one can rate. */
export function RateLink({
  movie,
  isRated = false,
}: {
  readonly movie: Ratable;
  readonly isRated?: boolean;
}) {
  const t = useStrings();
  const open = useContext(OpenContext);
  const account = useAccount();
  const onClick = (event: MouseEvent): void => {
    if (account === null || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open({ id: movie.id, title: movie.title });
  };
  return (
    <Link
      className="quiet"
      to={account ? `/movies/${movie.id}#rate` : `/login?to=${encodeURIComponent(`/movies/${movie.id}`)}`}
      onClick={onClick}
      aria-label={t('rate.label', { title: movie.title })}
    >
      <Star /> {t(isRated ? 'rate.change' : 'rate.short')}
    </Link>
  );
}
