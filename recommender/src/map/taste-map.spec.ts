import { describe, expect, it } from 'vitest';
import { labelAreas } from '#map/area-labels';
import { areasOf } from '#map/areas';
import { nearestNeighbours } from '#map/neighbour-graph';
import { principalAxes } from '#map/principal-axes';
import { EXTENT, scaled, tasteMap } from '#map/taste-map';
import type { MappedFilm } from '#map/taste-map';
import { seededRandom } from '#random';

const still = (): Promise<void> => Promise.resolve();
const random = seededRandom(7);
const GENRES = ['Western', 'Horror', 'Romance', 'Comedy'] as const;

/** Films of four kinds, each around a direction of its own in `dims` dimensions. */
function films(count: number, dims = 32): MappedFilm[] {
  return Array.from({ length: count }, (_, at) => {
    const kind = at % GENRES.length;
    const vector = Float32Array.from(
      { length: dims },
      (__, d) => (d % 4 === kind ? 1 : 0) + (random() - 0.5) * 0.6,
    );
    return {
      vector,
      genres: [GENRES[kind]!, 'Drama'],
      keywords: [`word ${kind}`],
      year: 1950 + kind * 20 + (at % 7),
    };
  });
}

describe('principal axes', () => {
  it('are those in which points vary most, the first one most of all', () => {
    const values = Float32Array.from({ length: 300 }, (_, at) => (random() - 0.5) * [1, 20, 5][at % 3]!);
    const { values: found, dims } = principalAxes({ values, count: 100, dims: 3 }, 2);
    expect(dims).toBe(2);
    const along = (axis: number) => found.filter((_, at) => at % 2 === axis);
    const of = (column: number) => values.filter((_, at) => at % 3 === column);
    const cosine = (a: Float32Array, b: Float32Array) => {
      const mean = b.reduce((sum, value) => sum + value, 0) / b.length;
      const dot = a.reduce((sum, value, at) => sum + value * (b[at]! - mean), 0);
      return Math.abs(dot) / Math.hypot(...a) / Math.hypot(...b.map((value) => value - mean));
    };
    expect(cosine(along(0), of(1))).toBeGreaterThan(0.999);
    expect(cosine(along(1), of(2))).toBeGreaterThan(0.95);
  });
});

describe('neighbours', () => {
  it('are those that a sort of all distances gives', async () => {
    const points = { values: Float32Array.from({ length: 240 }, random), count: 60, dims: 4 };
    const { ids, distances, k } = await nearestNeighbours(points, 5, still);
    const place = (at: number) => points.values.subarray(at * 4, at * 4 + 4);
    for (let one = 0; one < 60; one++) {
      const sorted = Array.from({ length: 60 }, (_, other) => ({
        other,
        distance: Math.hypot(...place(one).map((value, d) => value - place(other)[d]!)),
      }))
        .filter(({ other }) => other !== one)
        .sort((a, b) => a.distance - b.distance)
        .slice(0, k);
      expect([...ids.subarray(one * k, one * k + k)]).toEqual(sorted.map(({ other }) => other));
      expect(distances[one * k]).toBeCloseTo(sorted[0]!.distance, 5);
    }
  });
});

describe('areas', () => {
  it('part what lies apart, the largest first', () => {
    const blobs = [
      [0, 0, 40],
      [9, 0, 20],
      [0, 9, 10],
    ].flatMap(([x, y, size]) => Array.from({ length: size! }, () => [x! + random(), y! + random()]));
    const areas = areasOf(Float32Array.from(blobs.flat()), 3, 1);
    expect([...areas]).toEqual([...Array(40).fill(0), ...Array(20).fill(1), ...Array(10).fill(2)]);
  });

  it('are named by what is more frequent in them than elsewhere', () => {
    const all = films(80);
    const labels = labelAreas(
      all,
      Int32Array.from(all, (_, at) => at % 4),
      4,
    );
    expect(labels[1]).toEqual({ genres: ['Horror'], keywords: ['word 1'], years: [1970, 1976] });
  });
});

describe('the taste map', () => {
  it('puts films of a kind together and gives each kind an area', async () => {
    const all = films(400);
    const { xs, ys, areas, labels } = await tasteMap(all, { seed: 1, breathe: still });
    expect(Math.max(...xs, ...ys)).toBe(EXTENT);
    expect(Math.min(...xs, ...ys)).toBe(0);
    let kin = 0;
    for (let one = 0; one < all.length; one++) {
      let [best, least] = [-1, Infinity];
      for (let other = 0; other < all.length; other++) {
        const gap = Math.hypot(xs[one]! - xs[other]!, ys[one]! - ys[other]!);
        if (other !== one && gap < least) [best, least] = [other, gap];
      }
      if (best % 4 === one % 4) kin += 1;
    }
    expect(kin / all.length).toBeGreaterThan(0.97);
    expect(new Set(areas).size).toBe(labels.length);
    expect(labels.every(({ genres }) => genres.length > 0)).toBe(true);
  });

  it('can be of more films than a function takes arguments', () => {
    const { xs, ys } = scaled(Float32Array.from({ length: 400_000 }, random));
    const highest = [xs, ys].map((places) => places.reduce((most, place) => Math.max(most, place)));
    expect(Math.max(...highest)).toBe(EXTENT);
  });

  it('is the same for the same films and seed', async () => {
    const all = films(60);
    const one = await tasteMap(all, { seed: 3, breathe: still });
    expect(await tasteMap(all, { seed: 3, breathe: still })).toEqual(one);
  });

  it('holds up with films that are all alike, and ends when it is told to', async () => {
    const alike = films(40).map((film) => ({ ...film, vector: new Float32Array(8).fill(0.5) }));
    const { xs } = await tasteMap(alike, { seed: 1, breathe: still });
    expect(xs.every(Number.isFinite)).toBe(true);
    const stop = () => Promise.reject(new Error('enough'));
    await expect(tasteMap(alike, { seed: 1, breathe: stop })).rejects.toThrow('enough');
  });
});
