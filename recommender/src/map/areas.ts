import { seededRandom } from '#random';

const ROUNDS = 40;
const STARTS = 6;

/** How many areas a map of so many films has: about seventeen for the demo's films, forty for ten thousand. */
export const areaCount = (films: number): number =>
  Math.max(2, Math.min(40, Math.round(Math.sqrt(films / 6)), Math.floor(films / 8)));

/**
 * Parts the plane into areas around their centres: k-means (Lloyd 1982) from starts that lie apart (k-means++, Arthur
 * and Vassilvitskii 2007), the best of some. @returns the area of every point; areas are numbered by size, the largest
 * first, and none is empty.
 */
export function areasOf(places: Float32Array, areas: number, seed: number): Int32Array {
  let best: { readonly of: Int32Array; readonly cost: number } | undefined;
  for (let start = 0; start < STARTS; start++) {
    const found = lloyd(places, apart(places, areas, seededRandom(seed + start)));
    if (best === undefined || found.cost < best.cost) best = found;
  }
  return bySize(best!.of);
}

function lloyd(places: Float32Array, centres: Float64Array): { of: Int32Array; cost: number } {
  const count = places.length / 2;
  const areas = centres.length / 2;
  const of = new Int32Array(count);
  let cost = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const sums = new Float64Array(areas * 3);
    let total = 0;
    for (let point = 0; point < count; point++) {
      const [area, square] = nearest(places, point, centres);
      of[point] = area;
      total += square;
      sums[area * 3]! += places[2 * point]!;
      sums[area * 3 + 1]! += places[2 * point + 1]!;
      sums[area * 3 + 2]! += 1;
    }
    if (total >= cost * 0.99999) break;
    cost = total;
    for (let area = 0; area < areas; area++) {
      const size = sums[area * 3 + 2]!;
      if (size > 0) centres.set([sums[area * 3]! / size, sums[area * 3 + 1]! / size], area * 2);
    }
  }
  return { of, cost };
}

function nearest(places: Float32Array, point: number, centres: Float64Array): readonly [number, number] {
  let [area, least] = [0, Infinity];
  for (let k = 0; k < centres.length / 2; k++) {
    const square =
      (places[2 * point]! - centres[2 * k]!) ** 2 + (places[2 * point + 1]! - centres[2 * k + 1]!) ** 2;
    if (square < least) [area, least] = [k, square];
  }
  return [area, least];
}

function apart(places: Float32Array, areas: number, random: () => number): Float64Array {
  const count = places.length / 2;
  const chosen = [Math.floor(random() * count)];
  const squares = new Float64Array(count).fill(Infinity);
  while (chosen.length < areas) {
    const last = chosen.at(-1)!;
    let total = 0;
    for (let point = 0; point < count; point++) {
      const square =
        (places[2 * point]! - places[2 * last]!) ** 2 + (places[2 * point + 1]! - places[2 * last + 1]!) ** 2;
      squares[point] = Math.min(squares[point]!, square);
      total += squares[point]!;
    }
    let left = random() * total;
    let point = 0;
    while (point < count - 1 && (left -= squares[point]!) > 0) point++;
    chosen.push(point);
  }
  return Float64Array.from(chosen.flatMap((point) => [places[2 * point]!, places[2 * point + 1]!]));
}

function bySize(of: Int32Array): Int32Array {
  const sizes = new Map<number, number>();
  for (const area of of) sizes.set(area, (sizes.get(area) ?? 0) + 1);
  const order = [...sizes].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([area]) => area);
  const rank = new Map(order.map((area, at) => [area, at]));
  return of.map((area) => rank.get(area)!);
}
