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
  /** x_i B_ij for each entry i. */
  contributions(entries: readonly ItemEntry[], movie: number): number[];
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

  contributions(entries: readonly ItemEntry[], movie: number): number[] {
    const { start, index, weight } = this.blocks;
    return entries.map(({ row, x }) => {
      const at = index.subarray(start[row]!, start[row + 1]!).indexOf(movie);
      return at < 0 ? 0 : x * weight[start[row]! + at]!;
    });
  }
}

/** Scores through M of the users × users form: B_ij = x_iᵀ M x_j / denominator_j, and own_j = x_jᵀ M x_j. */
export class UserScorer implements ItemScorer {
  private readonly rows: {
    readonly start: Int32Array;
    readonly index: Int32Array;
    readonly value: Float32Array;
  };
  private readonly own: Float32Array;
  private readonly denominator: Float32Array;
  private readonly kernel: KernelFunctions;
  private readonly inverse: Float32Array;
  private readonly given: Float32Array;
  private readonly solved: Float32Array;

  constructor(blocks: ModelPart['blocks']) {
    const { start, index, value, own, denominator, inverse } = blocks as UserScorer['rows'] &
      Record<string, Float32Array>;
    this.rows = { start, index, value };
    this.own = own!;
    this.denominator = denominator!;
    const users = Math.sqrt(inverse!.length);
    // Rows of M are padded to four floats for the kernel.
    const width = Math.ceil(users / 4) * 4;
    const memory = new KernelMemory(4 * (users * width + 2 * width) + 64);
    this.inverse = memory.float32(users * width);
    for (let user = 0; user < users; user++)
      this.inverse.set(inverse!.subarray(user * users, (user + 1) * users), user * width);
    this.given = memory.float32(width);
    this.solved = memory.float32(width).subarray(0, users);
    this.kernel = instantiate(kernelModule(), memory.memory);
  }

  scoreAll(entries: readonly ItemEntry[]): Float32Array {
    const { denominator } = this;
    this.given.fill(0);
    for (const entry of entries) this.spread(entry);
    this.multiply();
    const scores = denominator.map((below, movie) => this.along(movie) / below);
    // diag(B) = 0: what a movie says about itself is not counted.
    for (const { row, x } of entries) scores[row]! -= (x * this.own[row]!) / denominator[row]!;
    return scores;
  }

  contributions(entries: readonly ItemEntry[], movie: number): number[] {
    this.given.fill(0);
    this.spread({ row: movie, x: 1 });
    this.multiply();
    return entries.map(({ row, x }) =>
      row === movie ? 0 : (x * this.along(row)) / this.denominator[movie]!,
    );
  }

  /** Adds x times a movie's ratings to the users. */
  private spread({ row, x }: ItemEntry): void {
    const { start, index, value } = this.rows;
    for (let k = start[row]!; k < start[row + 1]!; k++) this.given[index[k]!]! += x * value[k]!;
  }

  private multiply(): void {
    const { inverse, given, solved } = this;
    this.kernel['score']!(
      inverse.byteOffset,
      solved.length,
      given.length,
      given.byteOffset,
      solved.byteOffset,
    );
  }

  private along(movie: number): number {
    const { start, index, value } = this.rows;
    let sum = 0;
    for (let k = start[movie]!; k < start[movie + 1]!; k++) sum += value[k]! * this.solved[index[k]!]!;
    return sum;
  }
}
