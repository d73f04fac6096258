import type { TasteMap } from '@marquee/contract/map';
import type { Point, Size } from './view.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

const WAYS: Readonly<Record<Direction, Point>> = {
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
};
const MATCHES = 6;

/** How far over the map its farthest film lies in each direction. */
export const sizeOf = ({ films }: TasteMap): Size => ({
  width: films.xs.reduce((most, x) => Math.max(most, x), 1),
  height: films.ys.reduce((most, y) => Math.max(most, y), 1),
});

/** The farthest that a map is stretched to fill a screen of another shape. */
const MOST_STRETCH = 1.45;

/** The map stretched towards the shape of a screen (its width by its height), as far as that does it no harm. */
export function shapedFor(map: TasteMap, shape: number): TasteMap {
  const { width, height } = sizeOf(map);
  const wanted = Math.sqrt((shape * height) / width);
  const stretch = Math.min(MOST_STRETCH, Math.max(1 / MOST_STRETCH, wanted));
  const wide = (x: number): number => x * stretch;
  const high = (y: number): number => y / stretch;
  return {
    ...map,
    extent: map.extent * Math.max(stretch, 1 / stretch),
    areas: map.areas.map((area) => ({ ...area, x: wide(area.x), y: high(area.y) })),
    films: { ...map.films, xs: map.films.xs.map(wide), ys: map.films.ys.map(high) },
  };
}

export const placeOf = ({ films }: TasteMap, film: number): Point => ({
  x: films.xs[film]!,
  y: films.ys[film]!,
});

/** The film nearest to a place, within a distance; -1 where there is none. Films are named by their place in the lists. */
export function nearestFilm({ films: { xs, ys } }: TasteMap, { x, y }: Point, within: number): number {
  let [found, least] = [-1, within * within];
  for (let film = 0; film < xs.length; film++) {
    const square = (xs[film]! - x) ** 2 + (ys[film]! - y) ** 2;
    if (square <= least) [found, least] = [film, square];
  }
  return found;
}

/**
 * The next film in a direction: the nearest one in the quarter of the map that the arrow points to, where what lies
 * aside counts as farther. @returns the same film at the edge of the map.
 */
export function neighbourOf({ films: { xs, ys } }: TasteMap, film: number, direction: Direction): number {
  const way = WAYS[direction];
  let [found, least] = [film, Infinity];
  for (let other = 0; other < xs.length; other++) {
    const [dx, dy] = [xs[other]! - xs[film]!, ys[other]! - ys[film]!];
    const along = dx * way.x + dy * way.y;
    const aside = Math.abs(dx * way.y) + Math.abs(dy * way.x);
    if (other === film || along <= 0 || aside > along) continue;
    const far = along + 2 * aside;
    if (far < least) [found, least] = [other, far];
  }
  return found;
}

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .trim();

/** Films whose title holds what was typed, those that begin with it first; the more popular first. */
export function filmsNamed({ films: { titles } }: TasteMap, text: string): number[] {
  const wanted = folded(text);
  if (wanted === '') return [];
  const aWord = new RegExp(`(^|[^\\p{L}\\p{N}])${escaped(wanted)}`, 'u');
  const [begin, hold]: [number[], number[]] = [[], []];
  titles.forEach((title, film) => {
    const at = folded(title).search(aWord);
    if (at === 0) begin.push(film);
    else if (at > 0) hold.push(film);
  });
  return [...begin, ...hold].slice(0, MATCHES);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
