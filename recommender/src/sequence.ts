import type { HistoryItem, ModelPart, RatingColumns } from '#model';
import { rowLookup } from '#row-lookup';
import { rowsByUser } from '#splits/rating-columns';

/** Places in a history at which the weight of a pair falls to 1/e, and the farthest that counts. */
const WIDTH = 10;
const FARTHEST = 30;
/** A pair this far apart in time (seconds) says nothing about one sitting. */
const SITTING = 7 * 86_400;
/** Neighbours kept of each movie and direction. */
const KEPT = 200;
const DAMPING = 5;

interface Neighbours {
  readonly start: Int32Array;
  readonly index: Int32Array;
  readonly value: Float32Array;
}

/** What to sum up: weights stand beside the items of the history. */
export interface NearHistory {
  readonly history: readonly HistoryItem[];
  /** Positive. */
  readonly weights: Float32Array;
  readonly directions: readonly ('after' | 'before')[];
}

/**
 * What people rated soon after and soon before a movie: with place(u, i) the place of i in u's history by time,
 *
 *   after(i, j) = Σ_u e^(−(place(u, j) − place(u, i)) / 10) / √((n_i + 5)(n_j + 5)),  0 < place(u, j) − place(u, i) ≤ 30
 *
 * and before(i, j) = after(j, i). It sees what a factor model cannot: series, sequels, one evening's mood, what is new.
 */
export class SequenceSignal {
  readonly movieIds: Int32Array;
  private readonly row: (movieId: number) => number | undefined;
  private readonly sums: Float32Array;
  private readonly touched: Int32Array;
  private readonly part: ModelPart;

  constructor(part: ModelPart) {
    this.part = part;
    this.movieIds = part.blocks.movieIds as Int32Array;
    this.row = rowLookup(this.movieIds);
    this.sums = new Float32Array(this.movieIds.length);
    this.touched = new Int32Array(this.movieIds.length);
  }

  private neighbours(direction: 'after' | 'before'): Neighbours {
    const { blocks } = this.part;
    return {
      start: blocks[`${direction}Start`] as Int32Array,
      index: blocks[`${direction}Index`] as Int32Array,
      value: blocks[`${direction}Value`] as Float32Array,
    };
  }

  /**
   * Hands out Σ_history weight × (after + before, as asked) by row, and the rows where that is not 0, in no certain order. Both are
   * used again by the next call: what follows costs as much as there are neighbours, not as there are movies.
   */
  withScores<T>(
    { history, weights, directions }: NearHistory,
    use: (scores: Float32Array, touched: Int32Array) => T,
  ): T {
    const { sums, touched } = this;
    let count = 0;
    for (const direction of directions) {
      const { start, index, value } = this.neighbours(direction);
      for (let at = 0; at < history.length; at++) {
        const row = this.row(history[at]!.movieId);
        if (row === undefined) continue;
        for (let k = start[row]!; k < start[row + 1]!; k++) {
          const other = index[k]!;
          const isNew = sums[other] === 0;
          sums[other]! += weights[at]! * value[k]!;
          // A weight may be too small to count.
          if (isNew && sums[other] !== 0) touched[count++] = other;
        }
      }
    }
    try {
      return use(sums, touched.subarray(0, count));
    } finally {
      for (let at = 0; at < count; at++) sums[touched[at]!] = 0;
    }
  }

  /** after (or before) of each of some movies and each of others, 0 where they are not neighbours: from × to, row-major. */
  pairs(from: readonly number[], to: readonly number[], direction: 'after' | 'before'): Float32Array {
    const { start, index, value } = this.neighbours(direction);
    const places = new Map(to.map((id, at) => [this.row(id), at]));
    const values = new Float32Array(from.length * to.length);
    from.forEach((id, past) => {
      const row = this.row(id);
      if (row === undefined) return;
      for (let k = start[row]!; k < start[row + 1]!; k++) {
        const at = places.get(index[k]!);
        if (at !== undefined) values[past * to.length + at] = value[k]!;
      }
    });
    return values;
  }

  save(): ModelPart {
    return this.part;
  }
}

/** Counts pairs; work and memory grow with ratings × 60, not with movies². */
export function fitSequence(ratings: RatingColumns): SequenceSignal {
  const movieIds = Int32Array.from(new Set(ratings.movies)).sort();
  const rowOf = new Map(Array.from(movieIds, (id, row) => [id, row]));
  const n = ratings.users.length;
  const item = new Int32Array(n);
  const time = new Float64Array(n);
  const person = new Int32Array(n);
  const count = new Int32Array(movieIds.length + 1);
  let place = 0;
  for (const [user, rows] of rowsByUser(ratings)) {
    const ordered = rows.sort(
      (a, b) => ratings.times[a]! - ratings.times[b]! || ratings.movies[a]! - ratings.movies[b]!,
    );
    for (const row of ordered) {
      item[place] = rowOf.get(ratings.movies[row]!)!;
      time[place] = ratings.times[row]!;
      person[place] = user;
      count[item[place]! + 1]!++;
      place++;
    }
  }
  for (let row = 0; row < movieIds.length; row++) count[row + 1]! += count[row]!;
  const places = new Int32Array(n);
  const filled = count.slice();
  item.forEach((row, at) => (places[filled[row]!++] = at));
  const decay = Float64Array.from({ length: FARTHEST + 1 }, (_, distance) => Math.exp(-distance / WIDTH));
  const near = (at: number, other: number): boolean =>
    other >= 0 && other < n && person[other] === person[at] && Math.abs(time[other]! - time[at]!) < SITTING;

  const collect = (step: 1 | -1): Neighbours => {
    const sums = new Float64Array(movieIds.length);
    const start = new Int32Array(movieIds.length + 1);
    const index: number[] = [];
    const value: number[] = [];
    for (let row = 0; row < movieIds.length; row++) {
      const touched: number[] = [];
      for (let k = count[row]!; k < count[row + 1]!; k++) {
        for (let distance = 1; distance <= FARTHEST; distance++) {
          const other = places[k]! + step * distance;
          if (!near(places[k]!, other)) break;
          if (sums[item[other]!] === 0) touched.push(item[other]!);
          sums[item[other]!]! += decay[distance]!;
        }
      }
      const size = (at: number): number => count[at + 1]! - count[at]! + DAMPING;
      const strength = (at: number): number => sums[at]! / Math.sqrt(size(row) * size(at));
      const best = touched
        .map((at) => [at, strength(at)] as const)
        .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      for (const [at, strong] of best.slice(0, KEPT)) {
        index.push(at);
        value.push(strong);
      }
      for (const at of touched) sums[at] = 0;
      start[row + 1] = index.length;
    }
    return { start, index: Int32Array.from(index), value: Float32Array.from(value) };
  };
  const [after, before] = [collect(1), collect(-1)];
  const blocks = {
    movieIds,
    ...{ afterStart: after.start, afterIndex: after.index, afterValue: after.value },
    ...{ beforeStart: before.start, beforeIndex: before.index, beforeValue: before.value },
  };
  return new SequenceSignal({ name: 'sequence', header: {}, blocks });
}
