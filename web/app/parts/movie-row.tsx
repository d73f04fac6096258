import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useStrings } from '#strings/use-strings.ts';
import type { CardMovie } from './card-movie.ts';
import { MovieCard } from './movie-card.tsx';

export interface RowItem {
  readonly movie: CardMovie;
  readonly note?: ReactNode;
}

interface MovieRowProps {
  readonly id: string;
  readonly title: ReactNode;
  readonly items: readonly RowItem[];
  readonly more?: string;
  readonly surface: string;
  readonly listId?: string;
}

/** Films side by side, scrolled by touch, wheel or keyboard. */
export function MovieRow({ id, title, items, more, surface, listId }: MovieRowProps) {
  const t = useStrings();
  if (items.length === 0) return null;
  return (
    <section className="row-section" aria-labelledby={`row-${id}`}>
      <div className="split">
        <h2 id={`row-${id}`}>{title}</h2>
        {more && (
          <Link className="more" to={more} aria-describedby={`row-${id}`}>
            {t('row.more')}
          </Link>
        )}
      </div>
      <ul className="row" role="list">
        {items.map(({ movie, note }, position) => (
          <li key={movie.id}>
            <MovieCard
              movie={movie}
              note={note}
              shown={{ surface, position, ...(listId ? { listId } : {}) }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
