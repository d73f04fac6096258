import type { Movie } from '@marquee/contract/movie';
import { RateForm } from '#parts/rate-form.tsx';
import { Scripted, useTaste } from '#parts/use-taste.tsx';
import { useStrings } from '#strings/use-strings.ts';
import type { Personal } from './film.server.ts';

/** Stars, "not interested" and the watchlist for one film. */
export function FilmActions({
  movie,
  personal,
}: {
  readonly movie: Movie;
  readonly personal: Personal | null;
}) {
  const t = useStrings();
  const fetcher = useTaste();
  const hidden = personal?.hiddenId ?? null;
  const intent = fetcher.formData?.get('intent');
  const watching = intent === 'watch' || (intent !== 'unwatch' && (personal?.watching ?? false));
  return (
    <section className="stack" id="rate" aria-label={t('film.yours')}>
      <RateForm key={movie.id} movie={movie} rating={personal?.rating ?? null} />
      <fetcher.Form method="post" action="/actions/taste" className="cluster">
        <input type="hidden" name="movieId" value={movie.id} />
        <input type="hidden" name="hiddenId" value={hidden ?? ''} />
        <input type="hidden" name="to" value={`/movies/${movie.id}`} />
        <Scripted />
        <button
          className="button second"
          name="intent"
          value={watching ? 'unwatch' : 'watch'}
          aria-disabled={intent != null}
        >
          {t(watching ? 'film.unwatch' : 'film.watch')}
        </button>
        <button
          className="button second"
          name="intent"
          value={hidden ? 'unhide' : 'hide'}
          aria-disabled={intent != null}
        >
          {t(hidden ? 'film.unhide' : 'film.hide')}
        </button>
      </fetcher.Form>
    </section>
  );
}
