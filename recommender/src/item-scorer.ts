import { instantiate } from '#kernel-engine';
import type { KernelFunctions } from '#kernel-engine';
import { kernelModule, KernelMemory } from '#kernel-memory';
import type { ModelPart } from '#model';

/** A rated movie: its row and x, its rating as EASE sees it. */
export interface ItemEntry {
  readonly row: number;
  readonly x: number;
}

/** Computes s_j = Σ_i x_i B_ij. */
export interface ItemScorer {
  scoreAll(entries: readonly ItemEntry[]): Float32Array;
  /** s_j of some rows alone, in their order. */
  scoreRows(entries: readonly ItemEntry[], rows: Int32Array): Float32Array;
  /** x_i B_ij: movies × entries, row-major. */
  contributions(entries: readonly ItemEntry[], movies: readonly number[]): Float32Array;
}

/** Scores from the rows of B. */
export class WeightScorer implements ItemScorer {
  private readonly blocks: {
    readonly start: Int32Array;
    readonly index: Int32Array;
    readonly weight: Float32Array;
  };

  constructor(blocks: ModelPart['blocks']) {
    this.blocks = blocks as unknown as WeightScorer['blocks'];
  }

  scoreAll(entries: readonly ItemEntry[]): Float32Array {
    const { start, index, weight } = this.blocks;
    const scores = new Float32Array(start.length - 1);
    for (const { row, x } of entries) {
      for (let k = start[row]!; k < start[row + 1]!; k++) scores[index[k]!]! += x * weight[k]!;
    }
    return scores;
  }

  /** There are no more rows than fit in memory as a square: all are summed. */
  scoreRows(entries: readonly ItemEntry[], rows: Int32Array): Float32Array {
    const all = this.scoreAll(entries);
    return Float32Array.from(rows, (row) => all[row]!);
  }

  contributions(entries: readonly ItemEntry[], movies: readonly number[]): Float32Array {
    const { start, index, weight } = this.blocks;
    const place = new Int32Array(start.length - 1).fill(-1);
    movies.forEach((movie, at) => (place[movie] = at));
    const values = new Float32Array(movies.length * entries.length);
    entries.forEach(({ row, x }, entry) => {
      for (let k = start[row]!; k < start[row + 1]!; k++) {
        const at = place[index[k]!]!;
        if (at >= 0) values[at * entries.length + entry] = x * weight[k]!;
      }
    });
    // The same movie asked for twice.
    movies.forEach((movie, at) => {
      const first = place[movie]!;
      if (first !== at)
        values.copyWithin(at * entries.length, first * entries.length, (first + 1) * entries.length);
    });
    return values;
  }
}

/** Movies that are explained together, and rows of M that stay in the cache meanwhile. */
const AT_ONCE = 32;
const BLOCK = 64;

/** Scores through M of the users × users form: B_ij = x_iᵀ M x_j / denominator_j, and own_j = x_jᵀ M x_j. */
export class UserScorer implements ItemScorer {
  private readonly rows: {
    readonly start: Int32Array;
    readonly index: Int32Array;
    readonly value: Float32Array;
  };
  private readonly own: Float32Array;
  private readonly denominator: Float32Array;
  private readonly everyRow: Int32Array;
  private readonly kernel: KernelFunctions;
  private readonly inverse: Float32Array;
  /** AT_ONCE vectors over the users, and M times each. */
  private readonly given: readonly Float32Array[];
  private readonly solved: readonly Float32Array[];

  constructor(blocks: ModelPart['blocks']) {
    const { start, index, value, own, denominator, inverse } = blocks as UserScorer['rows'] &
      Record<string, Float32Array>;
    this.rows = { start, index, value };
    this.own = own!;
    this.denominator = denominator!;
    this.everyRow = Int32Array.from(denominator!, (_, row) => row);
    const users = Math.sqrt(inverse!.length);
    // Rows of M are padded to four floats for the kernel.
    const width = Math.ceil(users / 4) * 4;
    const memory = new KernelMemory(4 * (users * width + 2 * AT_ONCE * width) + 64);
    this.inverse = memory.float32(users * width);
    for (let user = 0; user < users; user++)
      this.inverse.set(inverse!.subarray(user * users, (user + 1) * users), user * width);
    this.given = Array.from({ length: AT_ONCE }, () => memory.float32(width));
    this.solved = this.given.map(() => memory.float32(width).subarray(0, users));
    this.kernel = instantiate(kernelModule(), memory.memory);
  }

  scoreAll(entries: readonly ItemEntry[]): Float32Array {
    return this.scoreRows(entries, this.everyRow);
  }

  scoreRows(entries: readonly ItemEntry[], rows: Int32Array): Float32Array {
    const { denominator, own } = this;
    this.multiply([entries]);
    const solved = this.solved[0]!;
    // diag(B) = 0: what a movie says about itself is not counted.
    const itself = new Map<number, number>();
    for (const { row, x } of entries)
      itself.set(row, (itself.get(row) ?? 0) + (x * own[row]!) / denominator[row]!);
    const scores = new Float32Array(rows.length);
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!;
      scores[at] = this.along(row, solved) / denominator[row]!;
      const counted = itself.get(row);
      if (counted !== undefined) scores[at]! -= counted;
    }
    return scores;
  }

  contributions(entries: readonly ItemEntry[], movies: readonly number[]): Float32Array {
    const values = new Float32Array(movies.length * entries.length);
    for (let from = 0; from < movies.length; from += AT_ONCE) {
      const some = movies.slice(from, from + AT_ONCE);
      this.multiply(some.map((row) => [{ row, x: 1 }]));
      some.forEach((movie, at) =>
        entries.forEach(({ row, x }, entry) => {
          if (row !== movie)
            values[(from + at) * entries.length + entry] =
              (x * this.along(row, this.solved[at]!)) / this.denominator[movie]!;
        }),
      );
    }
    return values;
  }

  /** M times each Σ x · (the movie's ratings), a block of M at a time, so that it is read from memory once. */
  private multiply(sums: readonly (readonly ItemEntry[])[]): void {
    const { given, solved, inverse } = this;
    sums.forEach((entries, at) => {
      given[at]!.fill(0);
      for (const entry of entries) this.spread(entry, given[at]!);
    });
    const [users, width] = [solved[0]!.length, given[0]!.length];
    for (let row = 0; row < users; row += BLOCK) {
      const [from, rows] = [inverse.byteOffset + 4 * row * width, Math.min(BLOCK, users - row)];
      for (let at = 0; at < sums.length; at++) {
        const to = solved[at]!.byteOffset + 4 * row;
        this.kernel['score']!(from, rows, width, given[at]!.byteOffset, to);
      }
    }
  }

  /** Adds x times a movie's ratings to the users. */
  private spread({ row, x }: ItemEntry, to: Float32Array): void {
    const { start, index, value } = this.rows;
    for (let k = start[row]!; k < start[row + 1]!; k++) to[index[k]!]! += x * value[k]!;
  }

  private along(movie: number, solved: Float32Array): number {
    const { start, index, value } = this.rows;
    let sum = 0;
    for (let k = start[movie]!; k < start[movie + 1]!; k++) sum += value[k]! * solved[index[k]!]!;
    return sum;
  }
}
