import type { HistoryItem, RecommendOptions, Scored } from '#model';
import { rowLookup, rowsOf } from '#row-lookup';
import { levelOf, personMean } from '#sparse-level';

/** What a model says of one person's movies, by row. */
export interface RowScores {
  /** Of every row. */
  all(): Float32Array;
  /** Of the given rows alone, in their order; the same numbers as in `all`. */
  of(rows: Int32Array): Float32Array;
}

/** Scores that are computed row by row. */
export function eachRow(length: number, score: (row: number) => number): RowScores {
  return {
    all: () => {
      const values = new Float32Array(length);
      for (let row = 0; row < length; row++) values[row] = score(row);
      return values;
    },
    of: (rows) => {
      const values = new Float32Array(rows.length);
      for (let at = 0; at < rows.length; at++) values[at] = score(rows[at]!);
      return values;
    },
  };
}

/** Where fewer than one row in so many is asked for, only these are scored. */
const SPARSE = 4;

/** The movies that a model knows: external ids by row, how often each was rated, and the mean of all ratings. */
export class Catalogue {
  readonly movieIds: Int32Array;
  readonly counts: Int32Array;
  /** Stars. */
  readonly mean: number;
  /** The row of a movie, or undefined. */
  readonly row: (movieId: number) => number | undefined;
  private readonly looked = new WeakMap<readonly number[], Int32Array>();

  constructor(given: { readonly movieIds: Int32Array; readonly counts: Int32Array; readonly mean: number }) {
    this.movieIds = given.movieIds;
    this.counts = given.counts;
    this.mean = given.mean;
    this.row = rowLookup(given.movieIds);
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
        const row = this.row(movieId);
        return row === undefined ? [] : [{ row, movieId, level: levelOf(Math.fround(rating) - mean) }];
      })
      .sort((a, b) => a.row - b.row);
  }

  /** The best by score, then by count of ratings, then by id; without the history and what may not be recommended. */
  best(scores: RowScores, history: readonly HistoryItem[], options: RecommendOptions): Scored[] {
    const seen = new Set(history.map(({ movieId }) => movieId));
    const { exclude, allowed: accepts } = options;
    const allowed = (id: number): boolean =>
      !seen.has(id) && exclude?.has(id) !== true && (accepts === undefined || accepts(id));
    const among = options.candidates ?? options.shortlist;
    if (among === undefined) {
      const values = scores.all();
      return this.select({ length: values.length }, options.limit, {
        scoreOf: (row) => values[row]!,
        allowed: (row) => allowed(this.movieIds[row]!),
      });
    }
    const rows = Int32Array.from(
      [...new Set(among)].flatMap((id) => (allowed(id) ? (this.row(id) ?? []) : [])),
    );
    const values = this.valuesOf(scores, rows);
    const byRow = new Map(Array.from(rows, (row, at) => [row, values[at]!]));
    return this.select(rows, options.limit, { scoreOf: (row) => byRow.get(row)!, allowed: () => true });
  }

  /** Scores of the given movies; unknown ones get the lowest of them. */
  pick(scores: RowScores, movieIds: readonly number[]): Float32Array {
    const rows = this.rowsOf(movieIds);
    const picked = this.valuesOf(scores, rows);
    let lowest = Infinity;
    for (let at = 0; at < rows.length; at++) if (rows[at]! >= 0 && picked[at]! < lowest) lowest = picked[at]!;
    if (lowest === Infinity) lowest = 0;
    for (let at = 0; at < rows.length; at++) if (rows[at]! < 0) picked[at] = lowest;
    return picked;
  }

  /** Scores of rows; of row −1 any. */
  private valuesOf(scores: RowScores, rows: Int32Array): Float32Array {
    if (rows.length * SPARSE < this.movieIds.length) {
      const known = rows.filter((row) => row >= 0);
      const values = scores.of(known);
      if (known.length === rows.length) return values;
      const all = new Float32Array(rows.length);
      for (let at = 0, next = 0; at < rows.length; at++) if (rows[at]! >= 0) all[at] = values[next++]!;
      return all;
    }
    const all = scores.all();
    const values = new Float32Array(rows.length);
    for (let at = 0; at < rows.length; at++) values[at] = rows[at]! < 0 ? 0 : all[rows[at]!]!;
    return values;
  }

  private select(
    rows: Parameters<typeof selectBest>[0],
    limit: number,
    of: { readonly scoreOf: (row: number) => number; readonly allowed: (row: number) => boolean },
  ): Scored[] {
    const before = (a: number, b: number): boolean => {
      const [first, second] = [of.scoreOf(a), of.scoreOf(b)];
      if (first !== second) return first > second;
      return this.counts[a]! !== this.counts[b]! ? this.counts[a]! > this.counts[b]! : a < b;
    };
    return selectBest(rows, { limit, before, allowed: of.allowed }).map((row) => ({
      movieId: this.movieIds[row]!,
      score: of.scoreOf(row),
    }));
  }

  /** Rows of movies, −1 for unknown ones; those of a frozen list are looked up once. */
  private rowsOf(movieIds: readonly number[]): Int32Array {
    const known = this.looked.get(movieIds);
    if (known) return known;
    const rows = rowsOf(movieIds, this.row);
    if (Object.isFrozen(movieIds)) this.looked.set(movieIds, rows);
    return rows;
  }
}

/** The first `limit` allowed rows in order, by a heap whose root is the worst row kept; `rows` may be just a length. */
function selectBest(
  rows: { readonly length: number; readonly [index: number]: number },
  {
    limit,
    before,
    allowed,
  }: {
    readonly limit: number;
    readonly before: (a: number, b: number) => boolean;
    readonly allowed: (row: number) => boolean;
  },
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
