import { Form, Link } from 'react-router';
import type { CardMovie } from '#parts/card-movie.ts';
import { Poster } from '#parts/poster.tsx';
import { useStrings } from '#strings/use-strings.ts';

interface PairChoiceProps {
  readonly left: CardMovie;
  readonly right: CardMovie;
  readonly seen: readonly number[];
  readonly remaining: number;
}

/** Two films, one choice; "neither" goes on too. */
export function PairChoice({ left, right, seen, remaining }: PairChoiceProps) {
  const t = useStrings();
  return (
    <>
      <header>
        <h1>{t('pairs.title')}</h1>
        <p className="soft" role="status">
          {t('pairs.remaining', { n: remaining })}
        </p>
      </header>
      <Form method="post" className="stack wide" key={`${left.id}-${right.id}`}>
        <input type="hidden" name="left" value={left.id} />
        <input type="hidden" name="right" value={right.id} />
        <input type="hidden" name="seen" value={seen.join(',')} />
        <div className="pair">
          {[left, right].map((movie) => (
            <button key={movie.id} name="choice" value={movie.id}>
              <Poster movie={movie} />
              <span dir="auto">
                <strong>{movie.title}</strong>
                <br />
                <span className="soft">{movie.year}</span>
              </span>
            </button>
          ))}
        </div>
        <div className="cluster">
          <button className="button second" name="choice" value="">
            {t('pairs.neither')}
          </button>
          <Link className="button second" to="/recommendations">
            {t('pairs.enough')}
          </Link>
        </div>
      </Form>
    </>
  );
}
