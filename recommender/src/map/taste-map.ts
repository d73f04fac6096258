import { labelAreas } from '#map/area-labels';
import type { AreaLabel, LabelledFilm } from '#map/area-labels';
import { areaCount, areasOf } from '#map/areas';
import { layOut } from '#map/layout';
import { fuzzyGraph, nearestNeighbours } from '#map/neighbour-graph';
import type { Breathe } from '#map/neighbour-graph';
import { principalAxes } from '#map/principal-axes';
import type { Points } from '#map/principal-axes';

export interface MappedFilm extends LabelledFilm {
  readonly vector: Float32Array;
}

export interface TasteMap {
  /** 0 to EXTENT, in the order of the films; what is alike lies near. */
  readonly xs: Int32Array;
  readonly ys: Int32Array;
  /** The area of each film; areas are numbered by size. */
  readonly areas: Int32Array;
  readonly labels: readonly AreaLabel[];
}

/** Length of the longer side of a map. */
export const EXTENT = 10_000;
/** A map of fewer films would say nothing. */
export const LEAST_MAPPED = 20;
/**
 * How much a film's genres count beside its sentence vector (of length 1). Without them a tragedy and a comedy about
 * the same town lie upon each other; more would tear films of two genres from their neighbours.
 */
const GENRE_WEIGHT = 0.35;
const AXES = 50;
const NEIGHBOURS = 15;

export interface MapOptions {
  readonly seed: number;
  readonly breathe: Breathe;
}

/** Lays films out on a plane by their vectors (all of one length) and parts it into areas with names. */
export async function tasteMap(
  films: readonly MappedFilm[],
  { seed, breathe }: MapOptions,
): Promise<TasteMap> {
  if (films.length < LEAST_MAPPED) throw new RangeError(`A map needs ${LEAST_MAPPED} films`);
  const count = films.length;
  await breathe(0);
  const reduced = principalAxes(withGenres(films), AXES);
  const neighbours = await nearestNeighbours(reduced, NEIGHBOURS, (share) => breathe(0.1 + share * 0.3));
  const graph = fuzzyGraph(neighbours, count);
  const places = await layOut(reduced, graph, {
    seed,
    epochs: count > 20_000 ? 150 : 300,
    breathe: (share) => breathe(0.4 + share * 0.55),
  });
  const upright = turned(places);
  const number = areaCount(count);
  const areas = areasOf(upright, number, seed);
  const { xs, ys } = scaled(upright);
  return { xs, ys, areas, labels: labelAreas(films, areas, areas.reduce(higher) + 1) };
}

/** Each film's vector, and behind it one number a genre, shared among the film's genres. */
function withGenres(films: readonly MappedFilm[]): Points {
  const genres = [...new Set(films.flatMap((film) => film.genres))].sort();
  const column = new Map(genres.map((name, at) => [name, at]));
  const length = films[0]!.vector.length;
  const dims = length + genres.length;
  const values = new Float32Array(films.length * dims);
  films.forEach(({ vector, genres: own }, at) => {
    values.set(vector, at * dims);
    for (const name of own)
      values[at * dims + length + column.get(name)!] = GENRE_WEIGHT / Math.sqrt(own.length);
  });
  return { values, count: films.length, dims };
}

/** Turned so that it is wider than high: its principal axis lies flat. */
function turned(places: Float32Array): Float32Array {
  const { values } = principalAxes({ values: places, count: places.length / 2, dims: 2 }, 2);
  return values;
}

/** To reduce by: `Math.max(...values)` takes no more than some hundred thousand numbers. */
const higher = (a: number, b: number): number => Math.max(a, b);
const lower = (a: number, b: number): number => Math.min(a, b);

/** A few films that were pushed far out must not make all others small: places are bent inwards beyond the 99 %. */
export function scaled(places: Float32Array): { xs: Int32Array; ys: Int32Array } {
  const axis = (offset: number): Float32Array => places.filter((_, at) => at % 2 === offset);
  const bent = [axis(0), axis(1)].map((values) => {
    const sorted = values.toSorted();
    const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)]!;
    const [low, high] = [at(0.005), at(0.995)];
    const slack = (high - low) * 0.04;
    const beyond = (gap: number): number => slack * (1 - Math.exp(-gap / (slack || 1)));
    return values.map((value) =>
      value > high ? high + beyond(value - high) : value < low ? low - beyond(low - value) : value,
    );
  }) as [Float32Array, Float32Array];
  const ends = bent.map((values) => [values.reduce(lower), values.reduce(higher)] as const);
  const longest = Math.max(...ends.map(([low, high]) => high - low), 1e-9);
  const [xs, ys] = bent.map((values, k) =>
    Int32Array.from(values, (value) => Math.round(((value - ends[k]![0]) / longest) * EXTENT)),
  ) as [Int32Array, Int32Array];
  return { xs, ys };
}
