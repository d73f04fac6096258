import type { TasteMap } from '@marquee/contract/map';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MapStage } from './stage.ts';

const map = {
  extent: 100,
  genres: [],
  areas: [],
  films: {
    ids: [1, 2],
    titles: ['One', 'Two'],
    xs: [0, 100],
    ys: [0, 100],
    weights: [50, 50],
    genres: [-1, -1],
    areas: [0, 0],
  },
} as unknown as TasteMap;
const none = { rated: new Map<number, number>(), active: -1, area: -1, names: [] };

let frames: Map<number, FrameRequestCallback>;
let written: string[];

/** A browser without motion, as far as the map needs one: it notes what is written on canvases. */
beforeEach(() => {
  frames = new Map();
  written = [];
  const context = new Proxy(
    {
      fillText: (text: string) => written.push(text),
      measureText: () => ({ width: 10 }),
      createRadialGradient: () => ({ addColorStop: () => undefined }),
    },
    { get: (known, name) => known[name as keyof typeof known] ?? (() => undefined), set: () => true },
  );
  const canvas = () => ({
    clientWidth: 800,
    clientHeight: 600,
    addEventListener: () => undefined,
    getContext: () => context,
  });
  let last = 0;
  vi.stubGlobal('document', { fonts: { ready: new Promise(() => undefined) }, createElement: canvas });
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => undefined }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = (): void => undefined;
      disconnect = (): void => undefined;
    },
  );
  vi.stubGlobal('devicePixelRatio', 1);
  vi.stubGlobal('getComputedStyle', () => ({ color: 'rgb(0, 0, 0)' }));
  vi.stubGlobal('requestAnimationFrame', (run: FrameRequestCallback) => (frames.set(++last, run), last));
  vi.stubGlobal('cancelAnimationFrame', (frame: number) => frames.delete(frame));
});
afterEach(() => vi.unstubAllGlobals());

const aStage = (): MapStage => {
  const swatches = { children: [1, 2, 3, 4, 5] } as unknown as HTMLElement;
  const events = { onHover: () => undefined, onPick: () => undefined };
  return new MapStage(document.createElement('canvas'), swatches, map, events);
};
function nextFrame(): void {
  const due = [...frames.values()];
  frames.clear();
  for (const run of due) run(0);
}

describe('the stage of the map', () => {
  it('goes on showing what changes after it went somewhere at once', () => {
    const stage = aStage();
    stage.show(none);
    stage.visit(0);
    nextFrame();
    written.length = 0;
    stage.show({ ...none, active: 1 });
    nextFrame();
    expect(written).toContain('Two');
  });

  it('draws nothing once it is closed', () => {
    const stage = aStage();
    stage.show(none);
    stage.close();
    stage.show(none);
    expect(frames.size).toBe(0);
  });
});
