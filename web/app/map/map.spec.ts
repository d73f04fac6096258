import type { TasteMap } from '@marquee/contract/map';
import { describe, expect, it } from 'vitest';
import { filmsNamed, nearestFilm, neighbourOf, shapedFor, sizeOf } from './film-map.ts';
import { between, centredOn, fit, held, toMap, toScreen, zoomAt } from './view.ts';

const screen = { width: 800, height: 600 };
const size = { width: 10_000, height: 6000 };
const whole = fit(size, screen);

describe('a view of the map', () => {
  it('shows all of it at first, in the middle', () => {
    expect(toScreen(whole, { x: 5000, y: 3000 })).toEqual({ x: 400, y: 300 });
    expect(toScreen(whole, { x: 0, y: 0 }).x).toBeCloseTo(48);
  });

  it('keeps what is under the pointer there while it zooms, within bounds', () => {
    const point = { x: 123, y: 456 };
    const there = toMap(whole, point);
    const near = zoomAt(whole, 3, { point, whole });
    expect(toScreen(near, there).x).toBeCloseTo(point.x);
    expect(toScreen(near, there).y).toBeCloseTo(point.y);
    expect(zoomAt(whole, 1000, { point, whole }).scale).toBeCloseTo(whole.scale * 24);
    expect(zoomAt(whole, 0.001, { point, whole }).scale).toBeCloseTo(whole.scale * 0.8);
  });

  it('cannot be lost', () => {
    const lost = held({ ...whole, x: 99_999, y: -99_999 }, size, screen);
    expect([lost.x, toScreen(lost, { x: 0, y: 6000 }).y]).toEqual([480, 240]);
  });

  it('moves evenly from one place to another', () => {
    const there = centredOn({ x: 2000, y: 1000 }, whole.scale * 16, screen);
    expect(between(whole, there, 0, screen)).toEqual(whole);
    expect(between(whole, there, 0.5, screen).scale).toBeCloseTo(whole.scale * 4);
    expect(toMap(between(whole, there, 1, screen), { x: 400, y: 300 }).x).toBeCloseTo(2000);
  });
});

const titles = ['Groundhog Day', 'Day for Night', 'Amélie', 'The Dayveon', 'Monday'];
const map = {
  films: { titles, xs: [0, 100, 200, 100, 101], ys: [0, 0, 0, 100, -50] },
} as unknown as TasteMap;

describe('films on the map', () => {
  it('are found by a place near them', () => {
    expect([nearestFilm(map, { x: 96, y: 3 }, 10), nearestFilm(map, { x: 50, y: 40 }, 10)]).toEqual([1, -1]);
  });

  it('lead on to their neighbours, as the arrows point', () => {
    expect([neighbourOf(map, 0, 'right'), neighbourOf(map, 1, 'down'), neighbourOf(map, 1, 'up')]).toEqual([
      1, 3, 4,
    ]);
    expect(neighbourOf(map, 0, 'left')).toBe(0);
  });

  it('spread to the shape of the screen, within reason', () => {
    const square = { extent: 100, areas: [], films: { xs: [0, 100], ys: [0, 100] } } as unknown as TasteMap;
    const wide = sizeOf(shapedFor(square, 1.69));
    expect(wide.width / wide.height).toBeCloseTo(1.69);
    const tall = sizeOf(shapedFor(square, 0.1));
    expect(tall.width / tall.height).toBeCloseTo(1 / 1.45 ** 2);
  });

  it('are found by the beginning of any word of their title, without accents', () => {
    expect(filmsNamed(map, 'day').map((film) => titles[film])).toEqual([
      'Day for Night',
      'Groundhog Day',
      'The Dayveon',
    ]);
    expect(filmsNamed(map, 'ame').map((film) => titles[film])).toEqual(['Amélie']);
    expect([filmsNamed(map, ' '), filmsNamed(map, '(')]).toEqual([[], []]);
  });

  it.each([...'\\^$.*+?()[]{}|/-#&~,;:!%@\'"<>=_`'])('may be looked for with %s in the title', (sign) => {
    const named = { films: { titles: [`Spider${sign}Man`] } } as unknown as TasteMap;
    expect(filmsNamed(named, `spider${sign}m`)).toEqual([0]);
  });
});
