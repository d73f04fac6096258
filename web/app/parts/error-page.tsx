import { isRouteErrorResponse, Link, useLocation } from 'react-router';
import type { Failure } from '#server/visit.server.ts';
import type { StringKey } from '#strings/translate.ts';
import { useStrings } from '#strings/use-strings.ts';
import { Reel } from './empty.tsx';
import { Head } from './head.tsx';

/** What kind of thing went wrong, in words and with the way on. */
function kindOf(error: unknown): 'missing' | 'forbidden' | 'away' | 'busy' | 'broken' {
  if (!isRouteErrorResponse(error)) return 'broken';
  if (error.status === 404 || error.status === 422 || error.status === 410) return 'missing';
  if (error.status === 403) return 'forbidden';
  if (error.status === 429) return 'busy';
  return error.status >= 502 ? 'away' : 'broken';
}

export function ErrorPage({ error }: { readonly error: unknown }) {
  const t = useStrings();
  const { pathname, search } = useLocation();
  const kind = kindOf(error);
  const failure = isRouteErrorResponse(error) ? (error.data as Partial<Failure> | null) : null;
  return (
    <div className="page narrow">
      <Head>
        <title>{`${t(`error.${kind}.title` as StringKey)} · Marquee`}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <div className="empty" role={kind === 'missing' ? undefined : 'alert'}>
        <Reel />
        <h1>{t(`error.${kind}.title` as StringKey)}</h1>
        <p>{t(`error.${kind}.text` as StringKey, { seconds: failure?.retryAfter ?? '30' })}</p>
        <div className="cluster">
          {kind !== 'missing' && kind !== 'forbidden' && (
            <a className="button" href={pathname + search}>
              {t('error.retry')}
            </a>
          )}
          <Link className="button second" to="/" reloadDocument>
            {t('error.home')}
          </Link>
          <Link className="button second" to="/search" reloadDocument>
            {t('error.search')}
          </Link>
        </div>
      </div>
    </div>
  );
}
