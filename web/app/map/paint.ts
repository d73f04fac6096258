import type { TasteMap } from '@marquee/contract/map';
import type { Colours } from './colours.ts';
import { LabelPlaces } from './labels.ts';
import { placeOf } from './film-map.ts';
import { toScreen } from './view.ts';
import type { Size, View } from './view.ts';

/** Everything that a picture of the map shows. */
export interface Scene {
  readonly map: TasteMap;
  readonly view: View;
  /** The view that shows the whole map; how near a view is follows from it. */
  readonly whole: View;
  readonly screen: Size;
  readonly colours: Colours;
  readonly glow: HTMLCanvasElement | null;
  /** Stars by film. */
  readonly rated: ReadonlyMap<number, number>;
  readonly active: number;
  /** The area that stands out; -1: none. */
  readonly area: number;
  /** Two lines for each area. */
  readonly names: readonly (readonly [string, string])[];
}

const FULL_CIRCLE = Math.PI * 2;
const MARGIN = 24;

/** Draws the map in CSS pixels; the context is scaled to the device's already. */
export function paint(context: CanvasRenderingContext2D, scene: Scene): void {
  const { screen, view, glow, map, colours } = scene;
  context.clearRect(0, 0, screen.width, screen.height);
  if (glow !== null) {
    const side = map.extent * view.scale;
    const [span, offset] = [side * GLOW_EXTENT, (side * (GLOW_EXTENT - 1)) / 2];
    // Near by, the light would be a fog.
    context.globalAlpha = (colours.dark ? 0.85 : 0.7) / Math.max(1, nearness(scene)) ** 0.6;
    context.drawImage(glow, view.x - offset, view.y - offset, span, span);
    context.globalAlpha = 1;
  }
  const seen = filmsOnScreen(scene);
  dots(context, scene, seen);
  lights(context, scene, seen);
  const places = new LabelPlaces();
  activeFilm(context, scene, places);
  areaNames(context, scene, places);
  filmTitles(context, scene, { seen, places });
}

const nearness = ({ view, whole }: Scene): number => view.scale / whole.scale;

/** Dots grow with the map, but more slowly. */
export const radiusOf = (scene: Pick<Scene, 'map' | 'view' | 'whole' | 'screen'>, film: number): number => {
  const small = Math.min(1, scene.screen.width / 700) * (scene.map.films.ids.length > 4000 ? 0.65 : 1);
  const weight = Math.sqrt(scene.map.films.weights[film]! / 100);
  return (1.1 + 3.4 * weight) * (0.6 + 0.4 * small) * (scene.view.scale / scene.whole.scale) ** 0.42;
};

function filmsOnScreen({ map, view, screen }: Scene): number[] {
  const seen: number[] = [];
  for (let film = 0; film < map.films.ids.length; film++) {
    const { x, y } = toScreen(view, placeOf(map, film));
    if (x > -MARGIN && y > -MARGIN && x < screen.width + MARGIN && y < screen.height + MARGIN)
      seen.push(film);
  }
  return seen;
}

function dots(context: CanvasRenderingContext2D, scene: Scene, seen: readonly number[]): void {
  const { map, view, colours, area } = scene;
  for (const standsOut of [false, true]) {
    for (let genre = -1; genre < map.genres.length; genre++) {
      context.beginPath();
      for (const film of seen) {
        if (map.films.genres[film] !== genre || (area < 0 || map.films.areas[film] === area) !== standsOut)
          continue;
        const { x, y } = toScreen(view, placeOf(map, film));
        const radius = radiusOf(scene, film);
        context.moveTo(x + radius, y);
        context.arc(x, y, radius, 0, FULL_CIRCLE);
      }
      context.fillStyle = colours.genres.at(genre)!;
      context.globalAlpha = standsOut ? 0.88 : 0.22;
      context.fill();
    }
  }
  context.globalAlpha = 1;
}

/** One's own ratings, the brighter the more stars. */
function lights(context: CanvasRenderingContext2D, scene: Scene, seen: readonly number[]): void {
  const { map, view, colours, rated } = scene;
  if (rated.size === 0) return;
  const lamp = lampOf(colours.lamp);
  for (const film of seen) {
    const stars = rated.get(film);
    if (stars === undefined) continue;
    const { x, y } = toScreen(view, placeOf(map, film));
    const radius = Math.max(3.2, radiusOf(scene, film));
    const halo = radius * (2 + stars * 0.6);
    context.globalAlpha = 0.25 + stars * 0.13;
    context.drawImage(lamp, x - halo, y - halo, halo * 2, halo * 2);
    context.globalAlpha = 1;
    context.fillStyle = colours.lamp;
    circle(context, x, y, radius);
    context.fill();
    context.strokeStyle = colours.ground;
    context.lineWidth = 1.5;
    context.stroke();
  }
}

let kept: { readonly colour: string; readonly image: HTMLCanvasElement } | undefined;
function lampOf(colour: string): HTMLCanvasElement {
  if (kept?.colour !== colour) kept = { colour, image: sprite(colour, 32) };
  return kept.image;
}

function circle(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, FULL_CIRCLE);
}

/** Text with the ground around it, so that it reads over dots. */
function write(
  context: CanvasRenderingContext2D,
  text: string,
  at: {
    readonly x: number;
    readonly y: number;
    readonly colour: string;
    readonly ground: string;
    readonly halo?: number;
  },
): void {
  context.lineJoin = 'round';
  context.lineWidth = at.halo ?? 4;
  context.strokeStyle = at.ground;
  context.strokeText(text, at.x, at.y);
  context.fillStyle = at.colour;
  context.fillText(text, at.x, at.y);
}

function activeFilm(context: CanvasRenderingContext2D, scene: Scene, places: LabelPlaces): void {
  const { map, view, colours, active } = scene;
  if (active < 0) return;
  const { x, y } = toScreen(view, placeOf(map, active));
  const radius = Math.max(4, radiusOf(scene, active));
  context.strokeStyle = colours.ink;
  context.lineWidth = 2.5;
  circle(context, x, y, radius + 3.5);
  context.stroke();
  context.font = TITLE_FONT(700, 14);
  context.textAlign = 'center';
  const title = map.films.titles[active]!;
  const width = context.measureText(title).width;
  const above = y - radius - 12;
  places.take({ x: x - width / 2 - 6, y: above - 15, width: width + 12, height: 34 });
  write(context, title, { x, y: above, colour: colours.ink, ground: colours.ground, halo: 5 });
}

const TITLE_FONT = (weight: number, size: number): string =>
  `${weight} ${size}px Archivo, system-ui, sans-serif`;
const NAME_FONT = (size: number): string => `${size}px "Instrument Serif", Georgia, serif`;

/** Names of areas fade when one is so near that the films speak for themselves. */
function areaNames(context: CanvasRenderingContext2D, scene: Scene, places: LabelPlaces): void {
  const { map, view, screen, colours, names } = scene;
  const near = nearness(scene);
  const strength = Math.min(1, Math.max(0, (7 - near) / 3));
  if (strength === 0) return;
  const base = Math.min(27, Math.max(17, screen.width / 42));
  context.textAlign = 'center';
  map.areas.forEach((area, at) => {
    const { x, y } = toScreen(view, area);
    const [name, words] = names[at] ?? ['', ''];
    if (name === '') return;
    const size = Math.min(34, base * near ** 0.25);
    const small = Math.max(11.5, size * 0.47);
    context.font = NAME_FONT(size);
    const wide = context.measureText(name).width;
    context.font = TITLE_FONT(500, small);
    const shown = screen.width < 520 && near < 1.6 ? '' : words;
    const width = Math.max(wide, shown === '' ? 0 : context.measureText(shown).width) + 10;
    const height = size + (shown === '' ? 4 : small + 8);
    const left = Math.min(screen.width - width - 4, Math.max(4, x - width / 2));
    const centre = x > -width && x < screen.width + width ? left + width / 2 : x;
    if (!places.take({ x: centre - width / 2, y: y - size, width, height })) return;
    context.globalAlpha = strength;
    context.font = NAME_FONT(size);
    write(context, name, { x: centre, y, colour: colours.ink, ground: colours.ground, halo: 6 });
    context.font = TITLE_FONT(500, small);
    if (shown !== '')
      write(context, shown, { x: centre, y: y + small + 3, colour: colours.soft, ground: colours.ground });
    context.globalAlpha = 1;
  });
}

/** Where films lie close, most titles find no room; to measure them all would take longer than to draw. */
const TRIES = 8;

/** Titles of the best known films in sight, as many as there is room for. */
function filmTitles(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { seen, places }: { readonly seen: readonly number[]; readonly places: LabelPlaces },
): void {
  const { map, view, colours, active, screen, area, rated } = scene;
  const near = nearness(scene);
  const most = Math.round(Math.min(110, (screen.width * screen.height) / 52_000 + 16 * (near - 1)));
  const size = Math.min(14, 11.5 + near * 0.25);
  context.font = TITLE_FONT(560, size);
  context.textAlign = 'center';
  let written = 0;
  let tried = 0;
  // Films come in the order of their popularity already.
  const preferred = rated.size === 0 ? seen : [...seen.filter((film) => rated.has(film)), ...seen];
  for (const film of preferred) {
    if (written >= most || ++tried > most * TRIES) break;
    if (film === active || (area >= 0 && map.films.areas[film] !== area)) continue;
    const { x, y } = toScreen(view, placeOf(map, film));
    const title = map.films.titles[film]!;
    const width = context.measureText(title).width;
    const top = y + radiusOf(scene, film) + 3;
    const inside = x > 0 && x < screen.width;
    const middle = inside ? Math.min(screen.width - width / 2 - 5, Math.max(width / 2 + 5, x)) : x;
    if (!places.take({ x: middle - width / 2 - 3, y: top, width: width + 6, height: size + 4 })) continue;
    written += 1;
    context.globalAlpha = 0.92;
    write(context, title, {
      x: middle,
      y: top + size - 1,
      colour: colours.ink,
      ground: colours.ground,
      halo: 3.5,
    });
  }
  context.globalAlpha = 1;
}

/** The glow reaches over the map's edge. */
const GLOW_EXTENT = 1.24;
const GLOW_PIXELS = 900;
const MOST_LIGHTS = 1800;

/** A soft light under the films in the colours of their genres, drawn once for a theme. */
export function glowOf(map: TasteMap, colours: Colours): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = GLOW_PIXELS;
  const context = canvas.getContext('2d')!;
  const reach = GLOW_PIXELS / 22;
  const sprites = colours.genres.map((colour) => sprite(colour, reach));
  // Many faint lights would add up to grey, as a canvas rounds each of them: of many films only some shine.
  const every = Math.ceil(map.films.ids.length / MOST_LIGHTS);
  context.globalAlpha = Math.min(0.16, (200 * every) / map.films.ids.length) * (colours.dark ? 0.9 : 0.8);
  const offset = (GLOW_EXTENT - 1) / 2;
  for (let film = 0; film < map.films.ids.length; film += every) {
    const { x, y } = placeOf(map, film);
    const at = (value: number): number => ((value / map.extent + offset) / GLOW_EXTENT) * GLOW_PIXELS - reach;
    context.drawImage(sprites.at(map.films.genres[film]!)!, at(x), at(y));
  }
  return canvas;
}

/** A round light. Gradients pass through grey on their way from a colour to nothing; so only the strength is one. */
function sprite(colour: string, reach: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.ceil(reach * 2);
  const context = canvas.getContext('2d')!;
  const light = context.createRadialGradient(reach, reach, 0, reach, reach, reach);
  light.addColorStop(0, 'rgb(0 0 0 / 1)');
  light.addColorStop(0.5, 'rgb(0 0 0 / 0.3)');
  light.addColorStop(1, 'rgb(0 0 0 / 0)');
  context.fillStyle = light;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = colour;
  context.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}
