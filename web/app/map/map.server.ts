import type { MapArea, TasteMap } from '@marquee/contract/map';
import type { RatingsPage } from '#film/types.ts';
import type { Api } from '#server/api.server.ts';
import { ApiProblem } from '#server/api.server.ts';

/** How long the pages' copy of the map is taken for the present one. */
const KEPT_MS = 60_000;
const IN_LIST = 8;
const MOST_RATINGS = 1000;
const PAGE = 200;

let kept: { readonly map: Promise<TasteMap | null>; readonly until: number } | undefined;

/** The map, or null before the first one is drawn. @throws ApiProblem */
async function mapOf(api: Api): Promise<TasteMap | null> {
  if (kept === undefined || Date.now() > kept.until) {
    const map = api.get<TasteMap>('/v1/map').catch((error: unknown) => {
      // Looked for again with the next page.
      kept = undefined;
      if (error instanceof ApiProblem && error.status === 404) return null;
      throw error;
    });
    kept = { map, until: Date.now() + KEPT_MS };
  }
  return await kept.map;
}

export interface ListedFilm {
  readonly id: number;
  readonly title: string;
  readonly year: number | null;
}
export interface ListedArea extends MapArea {
  /** The best known, or all of the area that was asked for. */
  readonly listed: readonly ListedFilm[];
}

/** The map in words: its areas with films of each; of area `whole` all of them. */
export async function areasOf(api: Api, whole: number): Promise<ListedArea[] | null> {
  const map = await mapOf(api);
  if (map === null) return null;
  const { ids, titles, years, areas } = map.films;
  const films: ListedFilm[][] = map.areas.map(() => []);
  ids.forEach((id, at) => {
    const list = films[areas[at]!]!;
    if (list.length < IN_LIST || areas[at] === whole) list.push({ id, title: titles[at]!, year: years[at]! });
  });
  return map.areas.map((area, at) => ({ ...area, listed: films[at]! }));
}

/** What one has rated, as [film, stars]; the latest thousand. */
export async function ownRatings(api: Api): Promise<(readonly [number, number])[]> {
  const found: (readonly [number, number])[] = [];
  let cursor: string | null = null;
  do {
    const page: RatingsPage = await api.get<RatingsPage>('/v1/me/ratings', { limit: PAGE, cursor });
    for (const { movieId, rating } of page.items) found.push([movieId, rating]);
    cursor = page.nextCursor;
  } while (cursor !== null && found.length < MOST_RATINGS);
  return found;
}
