import type { HistoryItem, ModelPart, RatingColumns } from '#model';
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

/**
 * What people rated soon after and soon before a movie: with place(u, i) the place of i in u's history by time,
 *
 *   after(i, j) = Σ_u e^(−(place(u, j) − place(u, i)) / 10) / √((n_i + 5)(n_j + 5)),  0 < place(u, j) − place(u, i) ≤ 30
 *
 * and before(i, j) = after(j, i). It sees what a factor model cannot: series, sequels, one evening's mood, what is new.
 */
export class SequenceSignal {
  readonly movieIds: Int32Array;
  private readonly rows: ReadonlyMap<number, number>;
  private readonly part: ModelPart;

  constructor(part: ModelPart) {
    this.part = part;
    this.movieIds = part.blocks.movieIds as Int32Array;
    this.rows = new Map(Array.from(this.movieIds, (id, row) => [id, row]));
  }

  private neighbours(direction: 'after' | 'before'): Neighbours {
    const { blocks } = this.part;
    return {
      start: blocks[`${direction}Start`] as Int32Array,
      index: blocks[`${direction}Index`] as Int32Array,
      value: blocks[`${direction}Value`] as Float32Array,
    };
  }

  /** Σ_history weight × (after + before, as asked) for every row. */
  scoreAll(
    history: readonly HistoryItem[],
    weights: Float32Array,
    directions: readonly ('after' | 'before')[],
  ): Float32Array {
    const scores = new Float32Array(this.movieIds.length);
    for (const direction of directions) {
      const { start, index, value } = this.neighbours(direction);
      history.forEach(({ movieId }, at) => {
        const row = this.rows.get(movieId);
        if (row === undefined) return;
        for (let k = start[row]!; k < start[row + 1]!; k++) scores[index[k]!]! += weights[at]! * value[k]!;
      });
    }
    return scores;
  }

  /** after (or before) of one movie and each of others, 0 where they are not neighbours. */
  pairs(from: number, to: readonly number[], direction: 'after' | 'before'): Float32Array {
    const { start, index, value } = this.neighbours(direction);
    const [row, others] = [this.rows.get(from), to.map((id) => this.rows.get(id) ?? -1)];
    const values = new Float32Array(to.length);
    if (row === undefined) return values;
    for (let k = start[row]!; k < start[row + 1]!; k++) {
      const at = others.indexOf(index[k]!);
      if (at >= 0) values[at] = value[k]!;
    }
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
