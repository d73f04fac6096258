import type { Movie } from '@marquee/contract/movie';
import { Link } from 'react-router';
import { Degraded } from '#parts/degraded.tsx';
import { Late } from '#parts/late.tsx';
import { MovieCard } from '#parts/movie-card.tsx';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';
import type { SimilarCards } from './types.ts';
import type { Likeness } from './film.server.ts';

const WAYS: readonly Likeness[] = ['both', 'story', 'people'];

interface SimilarFilmsProps {
  readonly similar: SimilarCards | null | Promise<SimilarCards | null>;
  readonly likeness: Likeness;
  readonly movie: Pick<Movie, 'id' | 'title'>;
}

/** Films alike by story, by who liked them, or both. Slow ones follow the page; without scripts by a link. */
export function SimilarFilms({ similar, likeness, movie }: SimilarFilmsProps) {
  const t = useStrings();
  return (
    <section className="row-section" aria-labelledby="similar">
      <div className="split">
        <h2 id="similar">{t('similar.title')}</h2>
        <nav className="chips" aria-label={t('similar.by')}>
          {WAYS.map((way) => (
            <Link
              key={way}
              className={way === likeness ? 'chip on' : 'chip'}
              aria-current={way === likeness ? 'true' : undefined}
              to={`/movies/${movie.id}?like=${way}`}
              preventScrollReset
              replace
            >
              {t(`similar.${way}` as StringKey)}
            </Link>
          ))}
        </nav>
      </div>
      {similar instanceof Promise ? (
        <Late
          arriving={similar}
          meanwhile={<Waiting href={`/movies/${movie.id}?like=${likeness}&wait=1`} />}
          missing={<Films result={null} />}
        >
          {(result) => <Films result={result} />}
        </Late>
      ) : (
        <Films result={similar} />
      )}
    </section>
  );
}

function Films({ result }: { readonly result: SimilarCards | null }) {
  const t = useStrings();
  if (result === null || result.items.length === 0) return <p className="inset soft">{t('similar.none')}</p>;
  return (
    <>
      {result.degraded && (
        <div className="inset">
          <Degraded parts={result.degraded} />
        </div>
      )}
      <ul className="row" role="list">
        {result.items.map(({ movie, shared }, position) => (
          <li key={movie.id}>
            <MovieCard movie={movie} note={sharedText(shared)} shown={{ surface: 'movie', position }} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** "person:Bill Murray", "keyword:time loop" → "Bill Murray, time loop". */
const sharedText = (shared: readonly string[]): string | null =>
  shared.length === 0
    ? null
    : shared
        .slice(0, 3)
        .map((trait) => trait.replace(/^\w+:/, ''))
        .join(', ');

function Waiting({ href }: { readonly href: string }) {
  const t = useStrings();
  return (
    <>
      <ul className="row" role="list" aria-busy="true" aria-label={t('similar.waiting')}>
        {Array.from({ length: 8 }, (_, index) => (
          <li key={index} className="skeleton" />
        ))}
      </ul>
      <noscript>
        <p className="inset">
          <a href={href}>{t('similar.show')}</a>
        </p>
      </noscript>
    </>
  );
}
