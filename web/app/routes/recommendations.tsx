import type { Preferences } from '@marquee/contract/taste';
import type { Recommendations } from '@marquee/contract/recommendation';
import { Link } from 'react-router';
import type { ShouldRevalidateFunctionArgs } from 'react-router';
import type { Route } from './+types/recommendations.ts';
import { Degraded } from '#parts/degraded.tsx';
import { Empty } from '#parts/empty.tsx';
import { Head } from '#parts/head.tsx';
import { Pager, pagesOf } from '#parts/pager.tsx';
import { ChangedNotice } from '#recommend/changed-notice.tsx';
import { Recommended } from '#recommend/recommended.tsx';
import { StruckOut } from '#recommend/struck-out.tsx';
import { Tuning } from '#recommend/tuning.tsx';
import { recommendedOf } from '#recommend/recommended-film.ts';
import { titlesOf } from '#recommend/titles.server.ts';
import { personal } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';

const QUERY = ['strategy', 'discovery', 'genres', 'yearFrom', 'yearTo', 'language', 'cursor'] as const;
const PAGE = 20;

export const loader = personal(async ({ request }: Route.LoaderArgs, visit) => {
  const params = new URL(request.url).searchParams;
  const query = Object.fromEntries(QUERY.map((name) => [name, params.get(name)]));
  const [list, preferences] = await Promise.all([
    visit.api.get<Recommendations>('/v1/me/recommendations', { ...query, limit: PAGE * pagesOf(params) }),
    visit.api.get<Preferences>('/v1/me/preferences'),
  ]);
  const { changed } = list;
  const shown = new Map(list.items.map(({ movie }) => [movie.id, movie.title]));
  const named = await titlesOf(visit, [
    ...(changed?.removed.slice(0, 5) ?? []),
    ...preferences.notReasons.slice(0, 10),
  ]);
  return {
    ...list,
    items: list.items.map(recommendedOf),
    changed: changed && {
      cause: changed.cause,
      added: changed.added,
      addedTitles: changed.added.flatMap((id) => shown.get(id) ?? []).slice(0, 5),
      removedTitles: changed.removed.flatMap((id) => named.get(id) ?? []).slice(0, 5),
    },
    struck: preferences.notReasons.slice(0, 10).map((id) => ({ id, title: named.get(id) ?? String(id) })),
    discovery: Number(params.get('discovery') ?? preferences.discovery),
  };
});

/** A film that is hidden folds where it stands, with the way back; a fresh list would take both away. */
export const shouldRevalidate = ({
  formAction,
  formData,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean =>
  defaultShouldRevalidate &&
  !(formAction === '/actions/taste' && ['hide', 'unhide'].includes(String(formData?.get('intent'))));

export default function RecommendationsPage({ loaderData }: Route.ComponentProps) {
  const { items, changed, struck, nextCursor, degraded, strategy, discovery, listId } = loaderData;
  const t = useStrings();
  return (
    <div className="page middling">
      <Head>
        <title>{`${t('recommend.title')} · Marquee`}</title>
      </Head>
      <header>
        <h1>{t('recommend.title')}</h1>
        <p className="soft">{t('recommend.text')}</p>
      </header>
      <Tuning strategy={strategy} discovery={discovery} />
      <Degraded parts={degraded} />
      {changed && <ChangedNotice changed={changed} />}
      <StruckOut films={struck} />
      {items.length === 0 ? (
        <Empty
          title={t('recommend.none')}
          action={
            <Link className="button" to="/welcome">
              {t('nav.welcome')}
            </Link>
          }
        >
          {t('recommend.noneText')}
        </Empty>
      ) : (
        <ol role="list" aria-label={t('recommend.title')}>
          {items.map((item, position) => (
            <Recommended
              key={item.movie.id}
              item={item}
              position={position}
              listId={listId}
              fresh={changed?.added.includes(item.movie.id) ?? false}
            />
          ))}
        </ol>
      )}
      <Pager nextCursor={nextCursor} count={items.length} />
    </div>
  );
}
