import { Link, useLocation, useRouteLoaderData } from 'react-router';
import { useStrings } from '#strings/use-strings.ts';
import { useSources } from './use-sources.ts';
import type { loader } from '../root.tsx';

const LANGUAGES = [
  ['en', 'English'],
  ['de', 'Deutsch'],
] as const;

export function Footer() {
  const t = useStrings();
  const { pathname, search } = useLocation();
  const theme = useRouteLoaderData<typeof loader>('root')?.theme ?? 'auto';
  return (
    <footer className="foot">
      <div>
        <p>
          {t('foot.line')} <Link to="/design">{t('foot.design')}</Link>
        </p>
        <Credits />
      </div>
      <form method="post" action="/actions/settings">
        <input type="hidden" name="to" value={pathname + search} />
        <label>
          {t('foot.language')}
          <select id="foot-language" name="language" defaultValue={t.locale}>
            {LANGUAGES.map(([code, name]) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('foot.theme')}
          <select id="foot-theme" name="theme" defaultValue={theme}>
            <option value="auto">{t('foot.auto')}</option>
            <option value="light">{t('foot.light')}</option>
            <option value="dark">{t('foot.dark')}</option>
          </select>
        </label>
        <button className="button second">{t('foot.apply')}</button>
      </form>
    </footer>
  );
}

/** What the sources of the data ask to be said. */
function Credits() {
  const t = useStrings();
  const sources = useSources();
  if (sources === null) return null;
  const { tmdb, imdb, movielens, generatedRatings } = sources;
  return (
    <>
      {generatedRatings && <p>{t('foot.generated')}</p>}
      {tmdb && (
        <p>
          <a href="https://www.themoviedb.org/">TMDB</a>: {t('foot.tmdb')}
        </p>
      )}
      {imdb && (
        <p>
          <a href="https://www.imdb.com/">IMDb</a>: {t('foot.imdb')}
        </p>
      )}
      {movielens && (
        <p>
          <a href="https://grouplens.org/datasets/movielens/">MovieLens</a>: {t('foot.movielens')}
        </p>
      )}
    </>
  );
}
