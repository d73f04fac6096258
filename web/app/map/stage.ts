import type { TasteMap } from '@marquee/contract/map';
import { readColours } from './colours.ts';
import type { Colours } from './colours.ts';
import { nearestFilm, placeOf, sizeOf } from './film-map.ts';
import { Gestures } from './gestures.ts';
import { glowOf, paint, radiusOf } from './paint.ts';
import type { Scene } from './paint.ts';
import { between, centredOn, fit, held, toMap, toScreen, zoomAt } from './view.ts';
import type { Point, Size, View } from './view.ts';

export interface StageEvents {
  /** The pointer rests on a film, or on none (-1). */
  readonly onHover: (film: number) => void;
  /** A film, or none (-1), was clicked or tapped. */
  readonly onPick: (film: number) => void;
}

export type StageState = Pick<Scene, 'rated' | 'active' | 'area' | 'names'>;

const FLIGHT_MS = 450;
/** How near a film is shown when it is looked for. */
const CLOSE_UP = 5;
const FINGER = 18;
const MOUSE = 8;

/** The canvas of the map: what it shows, from where, and how it moves. It knows nothing of the page around it. */
export class MapStage {
  private readonly canvas: HTMLCanvasElement;
  private readonly swatches: HTMLElement;
  private readonly map: TasteMap;
  private readonly extent: Size;
  private readonly stop = new AbortController();
  private readonly resized: ResizeObserver;
  private screen: Size = { width: 1, height: 1 };
  private whole: View = { scale: 1, x: 0, y: 0 };
  private view: View | null = null;
  private colours: Colours | null = null;
  private glow: HTMLCanvasElement | null = null;
  private state: StageState = { rated: new Map(), active: -1, area: -1, names: [] };
  private frame = 0;

  constructor(canvas: HTMLCanvasElement, swatches: HTMLElement, map: TasteMap, events: StageEvents) {
    this.canvas = canvas;
    this.swatches = swatches;
    this.map = map;
    this.extent = sizeOf(map);
    const { signal } = this.stop;
    new Gestures(canvas, signal, {
      onPan: (dx, dy) => this.move((view) => ({ ...view, x: view.x + dx, y: view.y + dy })),
      onZoom: (factor, point) => this.move((view) => zoomAt(view, factor, { point, whole: this.whole })),
      onHover: (point) => events.onHover(point === null ? -1 : this.filmAt(point, MOUSE)),
      onTap: (point, touch) => events.onPick(this.filmAt(point, touch ? FINGER : MOUSE)),
    });
    const theme = matchMedia('(prefers-color-scheme: dark)');
    theme.addEventListener('change', () => this.repaintAll(), { signal });
    // Letters of the real faces are wider than those of the stand-ins.
    void document.fonts.ready.then(() => this.repaint());
    this.resized = new ResizeObserver(() => this.resize());
    this.resized.observe(canvas);
    this.resize();
  }

  show(state: StageState): void {
    this.state = state;
    this.repaint();
  }

  close(): void {
    this.stop.abort();
    this.resized.disconnect();
    this.dropFrame();
  }

  zoom(factor: number): void {
    const point = { x: this.screen.width / 2, y: this.screen.height / 2 };
    this.flyTo(zoomAt(this.now, factor, { point, whole: this.whole }));
  }

  showAll(): void {
    this.flyTo(this.whole);
  }

  /** Brings a film to the middle, near enough to see its neighbours. */
  visit(film: number): void {
    const scale = Math.max(this.now.scale, this.whole.scale * CLOSE_UP);
    this.flyTo(centredOn(placeOf(this.map, film), scale, this.screen));
  }

  /** Moves on only when the film would be out of sight. */
  keepInSight(film: number): void {
    const { x, y } = toScreen(this.now, placeOf(this.map, film));
    const { width, height } = this.screen;
    const inside = x > width * 0.12 && x < width * 0.88 && y > height * 0.15 && y < height * 0.85;
    if (!inside) this.flyTo(centredOn(placeOf(this.map, film), this.now.scale, this.screen));
  }

  /** Shows an area as large as the screen allows. */
  visitArea(area: number): void {
    const films = this.map.films.areas.flatMap((own, film) =>
      own === area ? [placeOf(this.map, film)] : [],
    );
    if (films.length === 0) return;
    const [xs, ys] = [films.map(({ x }) => x), films.map(({ y }) => y)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    const size = { width: Math.max(...xs) - left + 1, height: Math.max(...ys) - top + 1 };
    const { scale } = fit(size, this.screen, 0.15);
    const middle = { x: left + size.width / 2, y: top + size.height / 2 };
    this.flyTo(centredOn(middle, Math.min(scale, this.whole.scale * CLOSE_UP), this.screen));
  }

  /** The film nearest to the middle of what is in sight. */
  filmInTheMiddle(): number {
    const middle = toMap(this.now, { x: this.screen.width / 2, y: this.screen.height / 2 });
    return nearestFilm(this.map, middle, Infinity);
  }

  private get now(): View {
    return this.view ?? this.whole;
  }

  private filmAt(point: Point, reach: number): number {
    const scene = { map: this.map, view: this.now, whole: this.whole, screen: this.screen };
    const film = nearestFilm(this.map, toMap(this.now, point), (reach + 12) / this.now.scale);
    if (film < 0) return -1;
    const { x, y } = toScreen(this.now, placeOf(this.map, film));
    return Math.hypot(x - point.x, y - point.y) <= radiusOf(scene, film) + reach ? film : -1;
  }

  private move(change: (view: View) => View): void {
    this.dropFrame();
    this.view = held(change(this.now), this.extent, this.screen);
    this.repaint();
  }

  private flyTo(goal: View): void {
    const target = held(goal, this.extent, this.screen);
    this.dropFrame();
    const from = this.now;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.view = target;
      return this.paintNow();
    }
    const start = performance.now();
    const step = (time: number): void => {
      const share = Math.min(1, Math.max(0, (time - start) / FLIGHT_MS));
      this.view = between(from, target, 1 - (1 - share) ** 3, this.screen);
      this.paintNow();
      this.frame = share < 1 ? requestAnimationFrame(step) : 0;
    };
    this.frame = requestAnimationFrame(step);
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    if (width === 0 || height === 0) return;
    const middle = this.view && toMap(this.view, { x: this.screen.width / 2, y: this.screen.height / 2 });
    const near = this.now.scale / this.whole.scale;
    this.screen = { width, height };
    this.whole = fit(this.extent, this.screen);
    if (middle) this.view = centredOn(middle, this.whole.scale * near, this.screen);
    const ratio = Math.min(2, devicePixelRatio || 1);
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.getContext('2d')!.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.paintNow();
  }

  private repaintAll(): void {
    this.colours = null;
    this.glow = null;
    this.repaint();
  }

  private dropFrame(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  private repaint(): void {
    if (this.frame !== 0 || this.stop.signal.aborted) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.paintNow();
    });
  }

  private paintNow(): void {
    const context = this.canvas.getContext('2d');
    if (context === null || this.screen.width === 1) return;
    this.colours ??= readColours(this.swatches);
    this.glow ??= glowOf(this.map, this.colours);
    const { map, whole, screen, colours, glow } = this;
    paint(context, { map, view: this.now, whole, screen, colours, glow, ...this.state });
  }
}
