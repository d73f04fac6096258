import { countedRatings, regularizationOf } from '#als-params';
import type { AlsTables, Regularization } from '#als-params';
import { instantiate } from '#kernel-engine';
import type { KernelFunctions } from '#kernel-engine';
import { kernelModule, KernelMemory } from '#kernel-memory';

/** A past rating in the model's own terms. */
export interface Entry {
  /** Row of the movie among the factors. */
  readonly row: number;
  /** See sparse-level.ts. */
  readonly level: number;
}

/**
 * Solves people against fixed movie factors, one at a time, in kernel memory: the last half-step of training for a history
 * that training never saw.
 */
export class AlsFoldIn {
  /** Movies × f, row-major. */
  readonly factors: Float32Array;
  readonly f: number;
  private readonly kernel: KernelFunctions;
  private readonly tables: AlsTables;
  private readonly regularization: Regularization;
  private readonly arrays: ReturnType<typeof allocate>;

  constructor(given: {
    readonly factors: Float32Array;
    readonly diagonal: Float32Array;
    readonly tables: AlsTables;
    readonly regularization: Regularization;
  }) {
    this.f = given.diagonal.length;
    const movies = given.factors.length / this.f;
    const { memory, arrays } = reserve(movies, this.f);
    this.arrays = arrays;
    this.factors = arrays.factors;
    this.factors.set(given.factors);
    arrays.diagonal.set(given.diagonal);
    this.tables = given.tables;
    arrays.weight.set(this.tables.weight);
    arrays.target.set(this.tables.target);
    this.regularization = given.regularization;
    this.kernel = instantiate(kernelModule(), memory.memory);
  }

  get diagonal(): Float32Array {
    return this.arrays.diagonal;
  }

  /** The f numbers of the person last solved (a view that the next call of `solve` overwrites). */
  get person(): Float32Array {
    return this.arrays.person;
  }

  /** Solves a person, and keeps A factored for `contributions`. Entries must be of different movies. */
  solve(entries: readonly Entry[]): void {
    const { arrays, f, tables, regularization } = this;
    const levels = entries.map(({ level }) => level);
    const own = regularizationOf(regularization, countedRatings({ regularization, tables }, levels));
    arrays.matrix.fill(0);
    for (let j = 0; j < f; j++) arrays.matrix[j * f + j] = arrays.diagonal[j]! + own;
    entries.forEach(({ row, level }, at) => {
      arrays.index[at] = row;
      arrays.level[at] = level;
    });
    const { factors, index, level, weight, target, matrix, gather, person } = arrays;
    this.kernel['solveExact']!(
      ...[factors.byteOffset, f, index.byteOffset, level.byteOffset, entries.length],
      ...[weight, target, matrix, gather, person].map((array) => array.byteOffset),
    );
  }

  /** q_i·x for every movie, of the person last solved (a view that the next call overwrites). */
  scoreAll(): Float32Array {
    const { factors, person, scores } = this.arrays;
    this.kernel['score']!(factors.byteOffset, scores.length, this.f, person.byteOffset, scores.byteOffset);
    return scores;
  }

  /** The same for some movies alone, in their order. */
  scoreRows(rows: Int32Array): Float32Array {
    const { factors, person, few, scores } = this.arrays;
    const { f } = this;
    const score = this.kernel['score']!;
    const values = new Float32Array(rows.length);
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]!;
      // By fours, as `scoreAll` sums them: the same numbers to the last bit.
      const first = row - (row % 4);
      const count = Math.min(4, scores.length - first);
      score(factors.byteOffset + 4 * first * f, count, f, person.byteOffset, few.byteOffset);
      values[at] = few[row - first]!;
    }
    return values;
  }

  /** q_i·x for one movie, of the person last solved. */
  scoreOf(movie: number): number {
    const { f, factors } = this;
    let sum = 0;
    for (let j = 0; j < f; j++) sum += factors[movie * f + j]! * this.arrays.person[j]!;
    return sum;
  }

  /**
   * What each entry adds to the score of a movie: t_k y_kᵀ A⁻¹ q_i with A = YᵀCY + λI (Hu, Koren, Volinsky 2008, section 5),
   * of the person last solved, whose factored A is used again.
   */
  contributions(entries: readonly Entry[], movie: number): number[] {
    const { f, arrays, factors } = this;
    arrays.towards.set(factors.subarray(movie * f, (movie + 1) * f));
    this.kernel['solveFactored']!(arrays.matrix.byteOffset, f, arrays.towards.byteOffset);
    return entries.map(({ row, level }) => {
      let sum = 0;
      for (let j = 0; j < f; j++) sum += arrays.towards[j]! * factors[row * f + j]!;
      return sum * this.tables.target[level]!;
    });
  }
}

function reserve(movies: number, f: number): { memory: KernelMemory; arrays: ReturnType<typeof allocate> } {
  const floats = movies * f + f * f + 68 * f + 516 + movies;
  const memory = new KernelMemory(floats * 4 + movies * 5 + 256);
  return { memory, arrays: allocate(memory, movies, f) };
}

const allocate = (memory: KernelMemory, movies: number, f: number) => ({
  factors: memory.float32(movies * f),
  diagonal: memory.float32(f),
  matrix: memory.float32(f * f),
  gather: memory.float32(64 * f),
  person: memory.float32(f),
  towards: memory.float32(f),
  weight: memory.float32(256),
  target: memory.float32(256),
  scores: memory.float32(movies),
  few: memory.float32(4),
  index: memory.int32(movies),
  level: memory.uint8(movies),
});
