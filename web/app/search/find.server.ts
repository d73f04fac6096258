import type { MoviePage, SearchResult } from '@marquee/contract/search';
import { pagesOf } from '#parts/pager.tsx';
import { ApiProblem } from '#server/api.server.ts';
import type { Api } from '#server/api.server.ts';
import type { Visit } from '#server/visit.server.ts';
import { genresOf, KEPT } from './search-address.ts';

const FROM_WORDS = new Set(['mode', 'taste', 'hideSeen']);
const PAGE = 20;
const BROWSE_SORTS = new Set(['popularity', 'rating', 'year', '-year', 'title']);

export type Found =
  | { readonly kind: 'found' | 'away'; readonly result: SearchResult }
  | { readonly kind: 'refused'; readonly fields: readonly string[] };

/** Asks for what the address says: words are searched, filters alone are browsed. */
export async function find({ api, account }: Visit, params: URLSearchParams): Promise<Found> {
  const q = (params.get('q') ?? '').trim();
  const query: Record<string, string> = { limit: String(PAGE * pagesOf(params)), facets: 'true' };
  for (const name of [...KEPT, 'cursor'] as const) {
    const value = name === 'genres' ? genresOf(params).join(',') : (params.get(name) ?? '');
    if (value === '' || (name === 'q' && q === '')) continue;
    if (q === '' && FROM_WORDS.has(name)) continue;
    if (account === null && (name === 'taste' || name === 'hideSeen')) continue;
    query[name] = value;
  }
  try {
    if (q !== '') return { kind: 'found', result: await api.get<SearchResult>('/v1/search', query) };
    return { kind: 'found', result: asSearch(await browse(api, query)) };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    // Words cannot be looked for at the moment; films can be shown.
    if (error.status === 503 && q !== '') {
      const { cursor: _cursor, ...first } = query;
      return { kind: 'away', result: { ...asSearch(await browse(api, first)), nextCursor: null } };
    }
    if (error.status === 422 || error.status === 410) {
      return { kind: 'refused', fields: (error.problem.errors ?? []).map(({ field }) => field) };
    }
    throw error;
  }
}

/** Films by filters alone, whatever the words are. */
async function browse(api: Api, query: Readonly<Record<string, string>>): Promise<MoviePage> {
  const known = Object.entries(query).filter(
    ([name, value]) => name !== 'q' && !FROM_WORDS.has(name) && (name !== 'sort' || BROWSE_SORTS.has(value)),
  );
  return await api.get<MoviePage>('/v1/movies', Object.fromEntries(known));
}

const asSearch = (page: MoviePage): SearchResult => ({
  ...page,
  items: page.items.map((movie) => ({ movie, score: 0, highlights: {} })),
  didYouMean: null,
  understood: [],
});
