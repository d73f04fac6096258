import type { Breathe, Graph } from '#map/neighbour-graph';
import type { Points } from '#map/principal-axes';
import { seededRandom } from '#random';

/** The curve 1 / (1 + a·d²ᵇ) that is near 1 up to a distance of 0.1 and then falls off; fitted as UMAP does it. */
const A = 1.5769;
const B = 0.8951;
const NEGATIVES = 5;
const STEEPEST = 4;
const START_SIZE = 10;
const EDGES_A_BREATH = 60_000;

export interface LayoutOptions {
  readonly seed: number;
  readonly epochs: number;
  readonly breathe: Breathe;
}

/**
 * Two coordinates for each point, so that what is near in the graph is near on the plane: UMAP's optimisation by
 * sampled gradients (McInnes, Healy and Melville 2018, section 3.2 and algorithm 5). Each edge pulls its ends
 * together as often as it weighs, and pushes one of them from a few points drawn at random. It begins with the first
 * two principal axes, so that the same films always lie in about the same place.
 */
export async function layOut(
  start: Points,
  graph: Graph,
  { seed, epochs, breathe }: LayoutOptions,
): Promise<Float32Array> {
  const { count } = start;
  const places = startPlaces(start, seed);
  const random = seededRandom(seed);
  const heaviest = graph.weights.reduce((most, weight) => Math.max(most, weight), 0);
  const every = graph.weights.map((weight) => heaviest / weight);
  const due = every.slice();
  const push = (point: number, other: number, rate: number): void => {
    const [x, y] = [places[2 * point]! - places[2 * other]!, places[2 * point + 1]! - places[2 * other + 1]!];
    const square = x * x + y * y;
    const force = square === 0 ? STEEPEST : (2 * B) / ((0.001 + square) * (1 + A * square ** B));
    places[2 * point]! += clipped(force * (square === 0 ? random() - 0.5 : x)) * rate;
    places[2 * point + 1]! += clipped(force * (square === 0 ? random() - 0.5 : y)) * rate;
  };
  for (let epoch = 0, handled = 0; epoch < epochs; epoch++) {
    const rate = 1 - epoch / epochs;
    for (let edge = 0; edge < due.length; edge++) {
      if (due[edge]! > epoch + 1) continue;
      due[edge]! += every[edge]!;
      const [one, other] = [graph.from[edge]!, graph.to[edge]!];
      pull(places, one, other, rate);
      for (let k = 0; k < NEGATIVES; k++) {
        // Ends take turns, so that both keep their distance.
        const pushed = k % 2 === 0 ? one : other;
        const from = Math.floor(random() * count);
        if (from !== pushed) push(pushed, from, rate);
      }
      if (++handled % EDGES_A_BREATH === 0) await breathe(epoch / epochs);
    }
  }
  return places;
}

function pull(places: Float32Array, one: number, other: number, rate: number): void {
  const [x, y] = [places[2 * one]! - places[2 * other]!, places[2 * one + 1]! - places[2 * other + 1]!];
  const square = x * x + y * y;
  if (square === 0) return;
  const force = (-2 * A * B * square ** (B - 1)) / (1 + A * square ** B);
  const [dx, dy] = [clipped(force * x) * rate, clipped(force * y) * rate];
  places[2 * one]! += dx;
  places[2 * one + 1]! += dy;
  places[2 * other]! -= dx;
  places[2 * other + 1]! -= dy;
}

const clipped = (force: number): number => Math.min(STEEPEST, Math.max(-STEEPEST, force));

function startPlaces({ values, count, dims }: Points, seed: number): Float32Array {
  const random = seededRandom(seed + 1);
  let most = 1e-9;
  for (let point = 0; point < count; point++)
    most = Math.max(most, Math.abs(values[point * dims]!), Math.abs(values[point * dims + 1] ?? 0));
  return Float32Array.from({ length: count * 2 }, (_, at) => {
    const value = at % 2 < dims ? values[(at >> 1) * dims + (at % 2)]! : 0;
    return (value / most) * START_SIZE + (random() - 0.5) * 0.01;
  });
}
