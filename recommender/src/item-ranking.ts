import type { HistoryItem, RecommendOptions, Scored } from '#model';
import { levelOf, personMean } from '#sparse-level';

/** The movies that a model knows: external ids by row, how often each was rated, and the mean of all ratings. */
export class Catalogue {
  readonly movieIds: Int32Array;
  readonly counts: Int32Array;
  /** Stars. */
  readonly mean: number;
  private readonly rows: ReadonlyMap<number, number>;
  private readonly looked = new WeakMap<readonly number[], Int32Array>();

  constructor(given: { readonly movieIds: Int32Array; readonly counts: Int32Array; readonly mean: number }) {
    this.movieIds = given.movieIds;
    this.counts = given.counts;
    this.mean = given.mean;
    this.rows = new Map(Array.from(given.movieIds, (id, row) => [id, row]));
  }

  /** The row of a movie, or undefined. */
  row(movieId: number): number | undefined {
    return this.rows.get(movieId);
  }

  /** The known films of a history, the latest rating of each, with its level against the person's own mean. */
  entries(
    history: readonly HistoryItem[],
  ): { readonly row: number; readonly level: number; readonly movieId: number }[] {
    const latest = new Map<number, HistoryItem>();
    for (const item of history) {
      const held = latest.get(item.movieId);
      if (!held || held.time <= item.time) latest.set(item.movieId, item);
    }
    let sum = 0;
    for (const item of latest.values()) sum += item.rating;
    const mean = personMean({ sum, count: latest.size, mean: this.mean });
    return [...latest.values()]
      .flatMap(({ movieId, rating }) => {
        const row = this.rows.get(movieId);
        return row === undefined ? [] : [{ row, movieId, level: levelOf(Math.fround(rating) - mean) }];
      })
      .sort((a, b) => a.row - b.row);
  }

  /** The best by score, then by count of ratings, then by id; without the history and what is excluded. */
  best(scores: Float32Array, history: readonly HistoryItem[], options: RecommendOptions): Scored[] {
    const seen = new Set(history.map(({ movieId }) => movieId));
    const allowed = (row: number): boolean => {
      const id = this.movieIds[row]!;
      return !seen.has(id) && !options.exclude?.has(id);
    };
    const before = (a: number, b: number): boolean =>
      scores[a]! !== scores[b]!
        ? scores[a]! > scores[b]!
        : this.counts[a]! !== this.counts[b]!
          ? this.counts[a]! > this.counts[b]!
          : a < b;
    const rows = options.candidates
      ? [...new Set(options.candidates)].flatMap((id) => this.rows.get(id) ?? [])
      : { length: this.movieIds.length };
    return selectBest(rows, options.limit, before, allowed).map((row) => ({
      movieId: this.movieIds[row]!,
      score: scores[row]!,
    }));
  }

  /** Scores of the given movies; unknown ones get the lowest of all. */
  pick(scores: Float32Array, movieIds: readonly number[]): Float32Array {
    let lowest = scores.length > 0 ? Infinity : 0;
    for (const score of scores) if (score < lowest) lowest = score;
    const rows = this.rowsOf(movieIds);
    const picked = new Float32Array(rows.length);
    for (let at = 0; at < rows.length; at++) picked[at] = rows[at]! < 0 ? lowest : scores[rows[at]!]!;
    return picked;
  }

  /** Rows of movies, −1 for unknown ones; those of a frozen list are looked up once. */
  private rowsOf(movieIds: readonly number[]): Int32Array {
    const known = this.looked.get(movieIds);
    if (known) return known;
    const rows = Int32Array.from(movieIds, (id) => this.rows.get(id) ?? -1);
    if (Object.isFrozen(movieIds)) this.looked.set(movieIds, rows);
    return rows;
  }
}

/** The first `limit` allowed rows in order, by a heap whose root is the worst row kept; `rows` may be just a length. */
function selectBest(
  rows: { readonly length: number; readonly [index: number]: number },
  limit: number,
  before: (a: number, b: number) => boolean,
  allowed: (row: number) => boolean,
): number[] {
  const heap: number[] = [];
  const sink = (): void => {
    for (let at = 0; ;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && before(heap[worst]!, heap[child]!)) worst = child;
      }
      if (worst === at) return;
      [heap[at], heap[worst]] = [heap[worst]!, heap[at]!];
      at = worst;
    }
  };
  for (let k = 0; k < rows.length && limit > 0; k++) {
    const row = rows[k] ?? k;
    if (heap.length === limit) {
      if (!before(row, heap[0]!) || !allowed(row)) continue;
      heap[0] = row;
      sink();
    } else if (allowed(row)) {
      heap.push(row);
      if (heap.length === limit) heap.sort((a, b) => (before(a, b) ? 1 : -1));
    }
  }
  return heap.sort((a, b) => (before(a, b) ? -1 : 1));
}
