/** Where the map lies on the screen: screen = map · scale + (x, y), in CSS pixels. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How many times larger than the whole map a view may be. */
const MOST_ZOOM = 24;

export const toScreen = (view: View, { x, y }: Point): Point => ({
  x: x * view.scale + view.x,
  y: y * view.scale + view.y,
});
export const toMap = (view: View, { x, y }: Point): Point => ({
  x: (x - view.x) / view.scale,
  y: (y - view.y) / view.scale,
});

/** The whole map, in the middle, with some room around it. */
export function fit(map: Size, screen: Size, margin = 0.06): View {
  const room = (length: number): number => length * (1 - 2 * margin);
  const scale = Math.max(1e-6, Math.min(room(screen.width) / map.width, room(screen.height) / map.height));
  return {
    scale,
    x: (screen.width - map.width * scale) / 2,
    y: (screen.height - map.height * scale) / 2,
  };
}

/** Zooms so that the place under `point` of the screen stays there. */
export function zoomAt(
  view: View,
  factor: number,
  { point, whole }: { readonly point: Point; readonly whole: View },
): View {
  const scale = Math.min(whole.scale * MOST_ZOOM, Math.max(whole.scale * 0.8, view.scale * factor));
  const there = toMap(view, point);
  return { scale, x: point.x - there.x * scale, y: point.y - there.y * scale };
}

/** Shows a place of the map in the middle of the screen. */
export const centredOn = (place: Point, scale: number, screen: Size): View => ({
  scale,
  x: screen.width / 2 - place.x * scale,
  y: screen.height / 2 - place.y * scale,
});

/** Keeps a part of the map on the screen, however far it is moved. */
export function held(view: View, map: Size, screen: Size): View {
  const along = (offset: number, length: number, room: number): number =>
    Math.min(room * 0.6, Math.max(room * 0.4 - length * view.scale, offset));
  return { ...view, x: along(view.x, map.width, screen.width), y: along(view.y, map.height, screen.height) };
}

/** Between two views, at 0 the one and at 1 the other; zooming feels even when it multiplies evenly. */
export function between(from: View, to: View, share: number, screen: Size): View {
  const middle: Point = { x: screen.width / 2, y: screen.height / 2 };
  const [a, b] = [toMap(from, middle), toMap(to, middle)];
  const scale = from.scale * (to.scale / from.scale) ** share;
  return centredOn({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }, scale, screen);
}
