import type { Point } from './view.ts';

export interface GestureEvents {
  readonly onPan: (dx: number, dy: number) => void;
  readonly onZoom: (factor: number, point: Point) => void;
  /** Where the mouse is while nothing is pressed; null when it has left. */
  readonly onHover: (point: Point | null) => void;
  readonly onTap: (point: Point, touch: boolean) => void;
}

/** A press that moves less is a tap. */
const SLACK = 5;
const WHEEL = 0.0016;
/** A pinch on a touch pad comes as a wheel with Ctrl, in smaller steps. */
const PAD_PINCH = 0.011;

/** Turns what mouse, fingers and wheel do on an element into pans, zooms and taps. */
export class Gestures {
  private readonly element: HTMLElement;
  private readonly events: GestureEvents;
  private readonly down = new Map<number, Point>();
  private travelled = 0;

  constructor(element: HTMLElement, signal: AbortSignal, events: GestureEvents) {
    this.element = element;
    this.events = events;
    const on = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      run: (event: HTMLElementEventMap[Name]) => void,
    ): void => element.addEventListener(name, run, { signal, passive: false });
    on('pointerdown', (event) => this.press(event));
    on('pointermove', (event) => this.move(event));
    on('pointerup', (event) => this.release(event, true));
    on('pointercancel', (event) => this.release(event, false));
    on('pointerleave', () => this.down.size === 0 && events.onHover(null));
    on('wheel', (event) => {
      event.preventDefault();
      const speed = event.ctrlKey ? PAD_PINCH : WHEEL;
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
      events.onZoom(Math.exp(-event.deltaY * lines * speed), this.pointOf(event));
    });
    on('dblclick', (event) => events.onZoom(2, this.pointOf(event)));
  }

  private pointOf({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Point {
    const { left, top } = this.element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  private press(event: PointerEvent): void {
    this.element.setPointerCapture(event.pointerId);
    if (this.down.size === 0) this.travelled = 0;
    this.down.set(event.pointerId, this.pointOf(event));
  }

  private move(event: PointerEvent): void {
    const point = this.pointOf(event);
    const before = this.down.get(event.pointerId);
    if (before === undefined) {
      if (event.pointerType === 'mouse') this.events.onHover(point);
      return;
    }
    const others = [...this.down].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    this.down.set(event.pointerId, point);
    this.travelled += Math.hypot(point.x - before.x, point.y - before.y);
    if (this.travelled < SLACK) return;
    const other = others[0];
    if (other === undefined) return this.events.onPan(point.x - before.x, point.y - before.y);
    const middle = (at: Point): Point => ({ x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 });
    const span = (at: Point): number => Math.max(1, Math.hypot(at.x - other.x, at.y - other.y));
    const [from, to] = [middle(before), middle(point)];
    this.events.onPan(to.x - from.x, to.y - from.y);
    this.events.onZoom(span(point) / span(before), to);
  }

  private release(event: PointerEvent, ended: boolean): void {
    const isTap = ended && this.down.size === 1 && this.down.has(event.pointerId) && this.travelled < SLACK;
    this.down.delete(event.pointerId);
    if (isTap) this.events.onTap(this.pointOf(event), event.pointerType !== 'mouse');
    // What is left of two fingers is no tap.
    else this.travelled = SLACK;
  }
}
