import type { SearchHit } from '@marquee/contract/search';
import { Link } from 'react-router';
import { Mean } from '#parts/movie-card.tsx';
import { genreName, runtime, stars } from '#parts/names.ts';
import { Poster } from '#parts/poster.tsx';
import { RateLink } from '#parts/rate-dialog.tsx';
import { shownAs } from '#parts/shown.ts';
import { useStrings } from '#strings/use-strings.ts';
import { Highlighted } from './highlighted.tsx';

/** One film found, with the evidence for it. */
export function Hit({ hit, position }: { readonly hit: SearchHit; readonly position: number }) {
  const { movie, highlights, seen } = hit;
  const t = useStrings();
  const facts = [
    movie.year,
    movie.runtime === null ? null : runtime(t, movie.runtime),
    movie.genres
      .slice(0, 3)
      .map((genre) => genreName(t, genre))
      .join(', '),
  ].filter((fact) => fact !== null && fact !== '');
  return (
    <article className="hit" {...shownAs(movie.id, { surface: 'search', position })}>
      <Poster movie={movie} />
      <div className="stack">
        <h2 dir="auto">
          <Link to={`/movies/${movie.id}`} prefetch="intent">
            {highlights.title ? <Highlighted text={highlights.title} /> : movie.title}
          </Link>
        </h2>
        <p className="card-facts">
          {facts.join(' · ')}
          {movie.ratingMean !== null && ' · '}
          {movie.ratingMean !== null && (
            <Mean value={movie.ratingMean} label={t('film.mean', { stars: stars(t, movie.ratingMean) })} />
          )}
          {seen && ` · ${t('search.seen')}`}
        </p>
        {movie.overview && (
          <p className="overview" dir="auto">
            {highlights.overview ? <Highlighted text={highlights.overview} /> : shortened(movie.overview)}
          </p>
        )}
        <p className="card-facts">
          {highlights.people ? (
            <Highlighted text={highlights.people} />
          ) : (
            [...new Set([...movie.directors.slice(0, 1), ...movie.actors.slice(0, 3)])].join(', ')
          )}
        </p>
        <div className="card-actions">
          <RateLink movie={movie} />
        </div>
      </div>
    </article>
  );
}

const LONGEST = 240;
const shortened = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, text.lastIndexOf(' ', LONGEST))}…`;
