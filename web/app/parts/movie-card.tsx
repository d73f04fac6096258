import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useStrings } from '#strings/use-strings.ts';
import type { CardMovie } from './card-movie.ts';
import { stars } from './names.ts';
import { Poster } from './poster.tsx';
import { RateLink } from './rate-dialog.tsx';
import type { Shown } from './shown.ts';
import { shownAs } from './shown.ts';

interface MovieCardProps {
  readonly movie: CardMovie;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly shown?: Shown;
  readonly level?: 'h2' | 'h3';
}

/** A film in a row or a grid: poster, title, a line of facts, what can be done. */
export function MovieCard({ movie, note, actions, shown, level: Level = 'h3' }: MovieCardProps) {
  return (
    <article className="card" {...shownAs(movie.id, shown)}>
      <Link className="card-link" to={`/movies/${movie.id}`} prefetch="intent">
        <Poster movie={movie} />
        <Level className="card-title" dir="auto">
          {movie.title}
        </Level>
      </Link>
      <MovieFacts movie={movie} />
      {note && <p className="card-note">{note}</p>}
      <div className="card-actions">
        <RateLink movie={movie} />
        {actions}
      </div>
    </article>
  );
}

export function MovieFacts({ movie }: { readonly movie: Pick<CardMovie, 'year' | 'ratingMean'> }) {
  const t = useStrings();
  return (
    <p className="card-facts">
      {movie.year}
      {movie.ratingMean !== null && (
        <>
          {movie.year !== null && ' · '}
          <Mean value={movie.ratingMean} label={t('film.mean', { stars: stars(t, movie.ratingMean) })} />
        </>
      )}
    </p>
  );
}

export function Mean({ value, label }: { readonly value: number; readonly label: string }) {
  const t = useStrings();
  return (
    <span className="stars-text">
      <span aria-hidden="true">★ {stars(t, value)}</span>
      <span className="visually-hidden">{label}</span>
    </span>
  );
}
