import type { Filters } from '@marquee/contract/filters';
import type { BrowseQuery } from '@marquee/contract/search';
import { matchesFilters } from '#movies/matches-filters';
import type { CatalogueMovie } from '#recommend/catalogue';

type Sort = BrowseQuery['sort'];
type Value = string | number | null;
/** Where a film stands in an order, ending with its id, so that no two films stand in one place. */
export type Place = readonly Value[];

interface Order {
  readonly place: (movie: CatalogueMovie) => Place;
  readonly descending: readonly boolean[];
}

/** The places that Elasticsearch gives to what is unknown, which comes last: a page may follow one of Elasticsearch's. */
const UNKNOWN = { ascending: 2_147_483_647, descending: -2_147_483_648, fraction: '-Infinity' } as const;

/** Elasticsearch keeps fractions as single floats. */
const asKept = (value: Value): Value =>
  typeof value !== 'number' || Number.isInteger(value) ? value : Math.fround(value);

function folded(title: string): string {
  const lower = title.toLowerCase();
  return /[\u0080-\uffff]/.test(lower) ? lower.normalize('NFKD').replace(/\p{M}+/gu, '') : lower;
}

const ORDERS: Readonly<Record<Sort, Order>> = {
  popularity: { place: ({ popularity, id }) => [asKept(popularity), id], descending: [true, false] },
  rating: {
    place: ({ ratingMean, ratingCount, id }) => [asKept(ratingMean ?? UNKNOWN.fraction), ratingCount, id],
    descending: [true, true, false],
  },
  year: { place: ({ year, id }) => [year ?? UNKNOWN.ascending, id], descending: [false, false] },
  '-year': { place: ({ year, id }) => [year ?? UNKNOWN.descending, id], descending: [true, false] },
  title: { place: ({ title, id }) => [folded(title), id], descending: [false, false] },
};

interface Request {
  readonly filters: Filters;
  readonly sort: Sort;
  readonly limit: number;
  /** Of the last film of the former page. */
  readonly after?: Place;
}

interface Page {
  readonly items: readonly CatalogueMovie[];
  readonly total: number;
  readonly after: Place | null;
}

/**
 * A page of the films in memory, in the orders of elastic's browse. One pass that keeps no more than the page: sorting a
 * million films would hold up everybody else for seconds.
 */
export function browseCatalogue(
  movies: readonly CatalogueMovie[],
  { filters, sort, limit, after }: Request,
): Page {
  const { place, descending } = ORDERS[sort];
  const start = after?.map(asKept);
  const shown: { readonly movie: CatalogueMovie; readonly place: Place }[] = [];
  let total = 0;
  for (const movie of movies) {
    if (!matchesFilters(movie, filters)) continue;
    total += 1;
    const own = place(movie);
    const precedes = (other: Place): boolean => compare(own, other, descending) < 0;
    if (start !== undefined && compare(own, start, descending) <= 0) continue;
    if (shown.length === limit && !precedes(shown[limit - 1]!.place)) continue;
    const at = shown.findIndex((one) => precedes(one.place));
    shown.splice(at === -1 ? shown.length : at, 0, { movie, place: own });
    if (shown.length > limit) shown.pop();
  }
  return {
    items: shown.map(({ movie }) => movie),
    total,
    after: shown.length === limit ? (shown.at(-1)?.place ?? null) : null,
  };
}

function compare(a: Place, b: Place, descending: readonly boolean[]): number {
  for (const [at, down] of descending.entries()) {
    const [one, other] = [a[at] ?? null, b[at] ?? null];
    if (one === other) continue;
    if (one === null || other === null) return one === null ? 1 : -1;
    return one < other === down ? 1 : -1;
  }
  return 0;
}
