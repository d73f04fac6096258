import { Link, useLocation } from 'react-router';
import { Icon } from '#parts/icons.tsx';
import { MovieFacts } from '#parts/movie-card.tsx';
import { stars } from '#parts/names.ts';
import { Poster } from '#parts/poster.tsx';
import { RateLink } from '#parts/rate-dialog.tsx';
import { Reasons } from '#parts/reasons.tsx';
import { shownAs } from '#parts/shown.ts';
import { Scripted, useTaste } from '#parts/use-taste.tsx';
import { useStrings } from '#strings/use-strings.ts';
import type { RecommendedFilm } from './recommended-film.ts';

interface RecommendedProps {
  readonly item: RecommendedFilm;
  readonly position: number;
  readonly listId: string;
  readonly fresh: boolean;
}

/** One recommendation with its reasons. "Not interested" folds it at once; undo brings it back. */
export function Recommended({ item, position, listId, fresh }: RecommendedProps) {
  const t = useStrings();
  const { pathname, search } = useLocation();
  const { movie, predictedRating, why } = item;
  const hide = useTaste(({ intent }) =>
    t(intent === 'hide' ? 'recommend.hidden' : 'recommend.back', { title: movie.title }),
  );
  const outcome = hide.data;
  const intent = hide.formData?.get('intent') ?? (outcome?.ok ? outcome.intent : null);

  const fields = (
    <>
      <input type="hidden" name="movieId" value={movie.id} />
      <input type="hidden" name="to" value={pathname + search} />
      <Scripted />
    </>
  );
  if (intent === 'hide') {
    return (
      <li className="notice">
        <span>{t('recommend.hidden', { title: movie.title })}</span>
        <hide.Form method="post" action="/actions/taste">
          {fields}
          <input type="hidden" name="hiddenId" value={outcome?.hiddenId ?? ''} />
          <button
            className="button second"
            name="intent"
            value="unhide"
            aria-disabled={outcome?.hiddenId === undefined}
          >
            <Icon name="undo" /> {t('recommend.undo')}
          </button>
        </hide.Form>
      </li>
    );
  }
  return (
    <li
      className={fresh ? 'recommendation new' : 'recommendation'}
      {...shownAs(movie.id, { surface: 'recommendations', position, listId })}
    >
      <Link to={`/movies/${movie.id}`} tabIndex={-1} aria-hidden="true" prefetch="intent">
        <Poster movie={movie} />
      </Link>
      <div className="stack">
        {fresh && <p className="small stars-text">{t('recommend.fresh')}</p>}
        <h2 dir="auto">
          <Link to={`/movies/${movie.id}`} prefetch="intent">
            {movie.title}
          </Link>
        </h2>
        <MovieFacts movie={movie} />
        {predictedRating !== null && <p>{t('film.predicted', { stars: stars(t, predictedRating) })}</p>}
        {movie.overview && (
          <p className="soft clamped" dir="auto">
            {movie.overview}
          </p>
        )}
        {why && why.length > 0 && (
          <details className="why">
            <summary className="quiet">{t('why.title')}</summary>
            <Reasons why={why} strike={pathname + search} />
          </details>
        )}
        <div className="card-actions">
          <RateLink movie={movie} />
          <hide.Form method="post" action="/actions/taste">
            {fields}
            <button
              className="quiet"
              name="intent"
              value="hide"
              aria-label={t('recommend.hideNamed', { title: movie.title })}
            >
              <Icon name="hide" /> {t('film.hide')}
            </button>
          </hide.Form>
        </div>
      </div>
    </li>
  );
}
