import { Link } from 'react-router';
import type { CardMovie } from '#parts/card-movie.ts';
import { day, stars } from '#parts/names.ts';
import { Poster } from '#parts/poster.tsx';
import { RateLink } from '#parts/rate-dialog.tsx';
import { useStrings } from '#strings/use-strings.ts';

interface RatedFilmProps {
  readonly movie: CardMovie;
  readonly rating: number;
  readonly ratedAt: string;
}

export function RatedFilm({ movie, rating, ratedAt }: RatedFilmProps) {
  const t = useStrings();
  return (
    <li className="rated">
      <Poster movie={movie} />
      <div>
        <h3 dir="auto">
          <Link to={`/movies/${movie.id}`}>{movie.title}</Link> <span className="soft">{movie.year}</span>
        </h3>
        <p className="small">
          <span className="stars-text">
            <span aria-hidden="true">★ {stars(t, rating)}</span>
            <span className="visually-hidden">{t('rate.stars', { n: rating, stars: stars(t, rating) })}</span>
          </span>
          <span className="soft">
            {movie.ratingMean !== null && ` · ${t('ratings.others', { stars: stars(t, movie.ratingMean) })}`}
            {` · ${day(t, ratedAt)}`}
          </span>
        </p>
      </div>
      <div className="card-actions">
        <RateLink movie={movie} isRated />
        <form method="post" action="/actions/rate">
          <input type="hidden" name="movieId" value={movie.id} />
          <input type="hidden" name="to" value="/ratings" />
          <button
            className="quiet"
            name="remove"
            value="1"
            aria-label={t('ratings.removeNamed', { title: movie.title })}
          >
            {t('ratings.remove')}
          </button>
        </form>
      </div>
    </li>
  );
}
