import { useEffect, useRef } from 'react';
import { Link, useNavigate, useNavigation, useSearchParams } from 'react-router';
import { useAnnounce } from '#parts/announcer.tsx';
import { useHydrated } from '#parts/use-hydrated.ts';
import { useStrings } from '#strings/use-strings.ts';

/** After so many pages on one screen the next one is a new page, so that the foot of the page can be reached. */
const MOST_PAGES = 5;
/** How far below the window the end of the list may be when the next page is asked for. */
const AHEAD = '600px';

/** How many pages the address asks for at once: 1 to 5. */
export const pagesOf = (params: URLSearchParams): number =>
  Math.min(MOST_PAGES, Math.max(1, Math.trunc(Number(params.get('pages'))) || 1));

/** The same list from another place on, or with more pages of it. */
function placeOf(params: URLSearchParams, cursor: string | null, pages = 1): string {
  const next = new URLSearchParams(params);
  for (const name of ['cursor', 'pages']) next.delete(name);
  if (cursor !== null) next.set('cursor', cursor);
  if (pages > 1) next.set('pages', String(pages));
  return `?${next}`;
}

interface PagerProps {
  readonly nextCursor: string | null;
  /** Films on the page, to be told when they become more. */
  readonly count: number;
}

/**
 * The end of a long list. With scripts it grows as the reader nears its end, and the address keeps count, so that Back
 * and a reload find the same place; without, and after five pages, a link leads to the next page.
 */
export function Pager({ nextCursor, count }: PagerProps) {
  const t = useStrings();
  const hydrated = useHydrated();
  const end = useRef<HTMLElement>(null);
  const grown = useGrowth(count);
  const [params] = useSearchParams();
  const pages = pagesOf(params);
  const cursor = params.get('cursor');
  const more =
    hydrated && nextCursor !== null && pages < MOST_PAGES ? placeOf(params, cursor, pages + 1) : null;
  useGrowing(end, more);
  if (nextCursor === null && cursor === null) return null;
  return (
    <nav className="pager" aria-label={t('pager.label')} ref={end} aria-busy={grown.isGrowing}>
      {cursor === null ? (
        <span />
      ) : (
        <Link className="button second" to={placeOf(params, null)}>
          {t('pager.first')}
        </Link>
      )}
      {more !== null ? (
        <Link className="button second" to={more} replace preventScrollReset>
          {t(grown.isGrowing ? 'pager.growing' : 'pager.more')}
        </Link>
      ) : (
        nextCursor !== null && (
          <Link className="button" rel="next" to={placeOf(params, nextCursor)}>
            {t('pager.next')}
          </Link>
        )
      )}
    </nav>
  );
}

/** Says how many films are shown when they become more. */
function useGrowth(count: number): { readonly isGrowing: boolean } {
  const t = useStrings();
  const announce = useAnnounce();
  const { state, location } = useNavigation();
  const before = useRef(count);
  useEffect(() => {
    if (count > before.current && new URLSearchParams(window.location.search).has('pages'))
      announce(t('pager.shown', { n: count }));
    before.current = count;
  }, [count, announce, t]);
  return { isGrowing: state === 'loading' && new URLSearchParams(location.search).has('pages') };
}

/** Goes to the address once the end of the list comes near, unless the device is offline or saves data. */
function useGrowing(end: { readonly current: HTMLElement | null }, address: string | null): void {
  const navigate = useNavigate();
  useEffect(() => {
    const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } };
    if (end.current === null || address === null || connection?.saveData === true) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting || !navigator.onLine) return;
        observer.disconnect();
        void navigate(address, { replace: true, preventScrollReset: true });
      },
      { rootMargin: AHEAD },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [end, address, navigate]);
}
