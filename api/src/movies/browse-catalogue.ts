import type { Filters } from '@marquee/contract/filters';
import type { BrowseQuery } from '@marquee/contract/search';
import { matchesFilters } from '#movies/matches-filters';
import type { CatalogueMovie } from '#recommend/catalogue';

type Sort = BrowseQuery['sort'];
/** Where a film stands in an order, ending with its id, so that no two films stand in one place. */
export type Place = readonly (string | number | null)[];

interface Order {
  readonly place: (movie: CatalogueMovie) => Place;
  readonly descending: readonly boolean[];
}

const folded = (title: string): string =>
  title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '');

const ORDERS: Readonly<Record<Sort, Order>> = {
  popularity: { place: ({ popularity, id }) => [popularity, id], descending: [true, false] },
  rating: {
    place: ({ ratingMean, ratingCount, id }) => [ratingMean, ratingCount, id],
    descending: [true, true, false],
  },
  year: { place: ({ year, id }) => [year, id], descending: [false, false] },
  '-year': { place: ({ year, id }) => [year, id], descending: [true, false] },
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

/** A page of the films in memory, in the orders of elastic's browse: what is unknown comes last. */
export function browseCatalogue(
  movies: readonly CatalogueMovie[],
  { filters, sort, limit, after }: Request,
): Page {
  const { place, descending } = ORDERS[sort];
  const ordered = movies
    .filter((movie) => matchesFilters(movie, filters))
    .map((movie) => ({ movie, place: place(movie) }))
    .sort((a, b) => compare(a.place, b.place, descending));
  const rest =
    after === undefined ? ordered : ordered.filter((one) => compare(one.place, after, descending) > 0);
  const shown = rest.slice(0, limit);
  return {
    items: shown.map(({ movie }) => movie),
    total: ordered.length,
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
