import { Link, useSearchParams } from 'react-router';
import type { Route } from './+types/search.ts';
import { Degraded } from '#parts/degraded.tsx';
import { Empty } from '#parts/empty.tsx';
import { Head } from '#parts/head.tsx';
import { Pager } from '#parts/pager.tsx';
import { ActiveFilters } from '#search/active-filters.tsx';
import { Facets } from '#search/facets.tsx';
import { find } from '#search/find.server.ts';
import { Hit } from '#search/hit.tsx';
import { NoResult } from '#search/no-result.tsx';
import { SearchTools } from '#search/search-tools.tsx';
import { searchAddress } from '#search/search-address.ts';
import { understoodAs } from '#search/understood.ts';
import { guarded } from '#server/visit.server.ts';
import { useStrings } from '#strings/use-strings.ts';

export const loader = guarded(async ({ request }: Route.LoaderArgs, visit) => {
  const params = new URL(request.url).searchParams;
  return { found: await find(visit, params), publicUrl: visit.publicUrl };
});

export default function SearchPage({ loaderData: { found, publicUrl } }: Route.ComponentProps) {
  const t = useStrings();
  const [params] = useSearchParams();
  const q = (params.get('q') ?? '').trim();
  if (found.kind === 'refused') return <Refused fields={found.fields} />;
  const { result } = found;
  const many =
    result.totalRelation === 'gte'
      ? t('search.atLeast', { n: result.total })
      : t('search.count', { n: result.total });
  return (
    <div className="page">
      <Head>
        <title>{`${q === '' ? t('search.browse') : t('search.title', { q })} · Marquee`}</title>
        <meta name="description" content={t('search.description')} />
        {(params.has('cursor') || found.kind === 'away') && <meta name="robots" content="noindex, follow" />}
        <link rel="canonical" href={publicUrl + searchAddress(params, {})} />
      </Head>
      <header>
        <h1>{q === '' ? t('search.browse') : t('search.heading', { q })}</h1>
        {found.kind === 'away' ? (
          <p className="notice" role="status">
            {t('search.awayInstead')}
          </p>
        ) : (
          <p className="soft" role="status">
            {many}
          </p>
        )}
        {result.didYouMean && (
          <p>
            {t('search.didYouMean')}{' '}
            <Link to={searchAddress(params, { q: result.didYouMean })}>
              <strong>{result.didYouMean}</strong>
            </Link>
          </p>
        )}
        {result.understood.length > 0 && (
          <p className="soft small">
            {t('search.understood')}{' '}
            {result.understood
              .map((item) => t('search.understoodAs', { words: item.words, as: understoodAs(t, item) }))
              .join(' · ')}
          </p>
        )}
        <ActiveFilters />
      </header>
      {found.kind === 'found' && <Degraded parts={result.degraded} />}
      <div className="results">
        {result.facets && <Facets facets={result.facets} />}
        <section className="stack wide" aria-label={t('search.results')}>
          <SearchTools words={q !== '' && found.kind === 'found'} />
          {result.items.length === 0 ? (
            <NoResult />
          ) : (
            <ol role="list">
              {result.items.map((hit, position) => (
                <li key={hit.movie.id}>
                  <Hit hit={hit} position={position} />
                </li>
              ))}
            </ol>
          )}
          <Pager nextCursor={result.nextCursor} count={result.items.length} />
        </section>
      </div>
    </div>
  );
}

function Refused({ fields }: { readonly fields: readonly string[] }) {
  const t = useStrings();
  return (
    <div className="page narrow">
      <Head>
        <title>{`${t('search.refused')} · Marquee`}</title>
      </Head>
      <Empty
        level="h1"
        title={t('search.refused')}
        action={
          <Link className="button" to="/search">
            {t('search.again')}
          </Link>
        }
      >
        {fields.length > 0
          ? t('search.refusedFields', { fields: fields.join(', ') })
          : t('search.refusedText')}
      </Empty>
    </div>
  );
}
