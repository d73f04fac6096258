import type { Points } from '#map/principal-axes';

/** Lets others have their turn and throws when the work is to end; called some times a second. */
export type Breathe = (share: number) => Promise<void>;

/** The nearest `k` other points of each point, nearest first, and how far they are (Euclidean). */
export interface Neighbours {
  readonly k: number;
  readonly ids: Int32Array;
  readonly distances: Float32Array;
}

const ROWS_A_BREATH = 64;

/** Exact neighbours by comparing all pairs: 10,000 points of 50 numbers take three seconds, and nothing is missed. */
export async function nearestNeighbours(points: Points, k: number, breathe: Breathe): Promise<Neighbours> {
  const { values, count, dims } = points;
  const most = Math.min(k, count - 1);
  const ids = new Int32Array(count * most).fill(-1);
  const squares = new Float32Array(count * most).fill(Infinity);
  const offer = (to: number, other: number, square: number): void => {
    const from = to * most;
    let at = from + most - 1;
    if (square >= squares[at]!) return;
    for (; at > from && squares[at - 1]! > square; at--) {
      squares[at] = squares[at - 1]!;
      ids[at] = ids[at - 1]!;
    }
    squares[at] = square;
    ids[at] = other;
  };
  for (let one = 0; one < count; one++) {
    if (one % ROWS_A_BREATH === 0) await breathe(one / count);
    for (let other = one + 1; other < count; other++) {
      let square = 0;
      for (let d = 0, a = one * dims, b = other * dims; d < dims; d++, a++, b++) {
        const gap = values[a]! - values[b]!;
        square += gap * gap;
      }
      offer(one, other, square);
      offer(other, one, square);
    }
  }
  return { k: most, ids, distances: squares.map(Math.sqrt) };
}

/** Edges of a graph, each pair once; `weights` from 0 to 1. */
export interface Graph {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weights: Float32Array;
}

const SEARCH_STEPS = 32;

/**
 * How surely two points belong together (UMAP, McInnes, Healy and Melville 2018, section 3.1). From point i to its
 * neighbour j
 *
 *   w(i→j) = exp(−max(0, d(i, j) − ρᵢ) / σᵢ)
 *
 * with ρᵢ the distance to its nearest neighbour and σᵢ such that the weights of its neighbours sum to log₂ k; both
 * ways together w = w(i→j) + w(j→i) − w(i→j)·w(j→i).
 */
export function fuzzyGraph({ k, ids, distances }: Neighbours, count: number): Graph {
  const weights = new Map<number, number>();
  for (let point = 0; point < count; point++) {
    const own = distances.subarray(point * k, (point + 1) * k);
    const nearest = own[0] ?? 0;
    const spread = spreadOf(own, nearest, Math.log2(k));
    for (let at = 0; at < k; at++) {
      const other = ids[point * k + at]!;
      const weight = Math.exp(-Math.max(0, own[at]! - nearest) / spread);
      const key = Math.min(point, other) * count + Math.max(point, other);
      const before = weights.get(key) ?? 0;
      weights.set(key, before + weight - before * weight);
    }
  }
  const edges = [...weights];
  return {
    from: Int32Array.from(edges, ([key]) => Math.floor(key / count)),
    to: Int32Array.from(edges, ([key]) => key % count),
    weights: Float32Array.from(edges, ([, weight]) => weight),
  };
}

/** σ by bisection. */
function spreadOf(distances: Float32Array, nearest: number, wanted: number): number {
  let [low, high, spread] = [0, Infinity, 1];
  for (let step = 0; step < SEARCH_STEPS; step++) {
    let sum = 0;
    for (const distance of distances) sum += Math.exp(-Math.max(0, distance - nearest) / spread);
    if (sum > wanted) high = spread;
    else low = spread;
    spread = high === Infinity ? spread * 2 : (low + high) / 2;
  }
  return Math.max(spread, 1e-6);
}
