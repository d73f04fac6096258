import { Matrix } from 'ml-matrix';
import { regularizations, rowRegularization } from '#als-params';
import type { AlsParams, AlsTables } from '#als-params';
import { eigenAxes } from '#eigen-axes';
import type { KernelMemory } from '#kernel-memory';
import { seededRandom } from '#random';
import type { RatingMatrix, SparseRows } from '#sparse-matrix';
import type { WorkerPool } from '#worker-pool';

/** Rows of a factor matrix whose Gram matrix one piece of work computes; fixed, so that sums have one order. */
const GRAM_PART = 2048;

export interface AlsFactors {
  /** Users × f, as the last half-step left them. */
  readonly users: Float32Array;
  /** Movies × f, rotated so that their Gram matrix is diagonal. */
  readonly movies: Float32Array;
  /** α₀ times the diagonal of the movies' Gram matrix, descending. */
  readonly diagonal: Float32Array;
}

/** What an iteration left. */
export interface AlsIteration extends AlsFactors {
  /** From 1. */
  readonly iteration: number;
  /** L of als-params.ts, to single precision; with weights of 0 (Hu's confidence 1) up to a constant. */
  readonly loss: number;
  /** Σ λ_u |p_u|² + Σ λ_i |q_i|², which is part of it. */
  readonly penalty: number;
}

interface Side {
  readonly rows: SparseRows;
  readonly factors: Float32Array;
  readonly regularization: Float32Array;
  /** Two numbers a row from its last half-step: see `solveRows` in kernel/assembly/rows.ts. */
  readonly losses: Float32Array;
}

/** Factors are padded to a multiple of four. */
export const paddedFactors = (factors: number): number => Math.ceil(factors / 4) * 4;

/** Bytes of the pool's scratch that one thread needs. */
export const alsScratch = (f: number): number => 4 * (f * f + 72 * f);

/** Kernel memory for the factors of a matrix and everything else that `trainAls` allocates. */
export function alsBytes(users: number, movies: number, f: number): number {
  const rows = users + movies;
  return (
    4 * (rows * f + 3 * rows + f * f * (2 + Math.ceil(Math.max(users, movies) / GRAM_PART)) + 1024 + f) + 4096
  );
}

/**
 * Implicit alternating least squares. Before each half-step the factors are rotated to the principal axes of the side that
 * is held still: its Gram matrix is then diagonal, so that the unobserved part costs f instead of f² a row, and is an exact
 * preconditioner for the conjugate gradients (in the manner of Takács, Pilászy and Tikk 2011) that start from the last answer.
 *
 * The matrix must lie in `memory`, to which `pool` must be attached with `alsScratch(f)`.
 * The returned arrays are views of that memory.
 */
export async function trainAls(given: {
  readonly matrix: RatingMatrix;
  readonly memory: KernelMemory;
  readonly pool: WorkerPool;
  readonly params: AlsParams;
  readonly tables: AlsTables;
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onIteration?: (done: AlsIteration) => void;
}): Promise<AlsFactors> {
  const { matrix, memory, params } = given;
  const f = paddedFactors(params.factors);
  const reg = regularizations(params, matrix);
  const side = (rows: SparseRows, count: number, of: typeof reg.users): Side => {
    const made = {
      rows,
      factors: memory.float32(count * f),
      regularization: memory.float32(count),
      losses: memory.float32(2 * count),
    };
    rowRegularization(made.regularization, rows, { regularization: of, tables: given.tables });
    made.factors.fill(0);
    return made;
  };
  const users = side(matrix.byUser, matrix.userIds.length, reg.users);
  const movies = side(matrix.byMovie, matrix.movieIds.length, reg.movies);
  const random = seededRandom(given.seed);
  for (let at = 0; at < movies.factors.length; at++) {
    if (at % f < params.factors) movies.factors[at] = (random() - 0.5) * (0.6 / Math.sqrt(params.factors));
  }
  const work = new HalfSteps(given, f);
  const constant = given.onIteration ? lossOfNothing(users.rows, given.tables) : 0;
  for (let iteration = 1; iteration <= params.iterations; iteration++) {
    await work.diagonalize(movies, users);
    await work.solve(users, movies);
    await work.diagonalize(users, movies);
    await work.solve(movies, users);
    if (given.onIteration)
      given.onIteration({ iteration, ...work.factors(users, movies), ...lossOf(users, movies, constant) });
  }
  await work.diagonalize(movies, users);
  await work.solve(users, movies);
  return work.factors(users, movies);
}

/** L when every factor is 0: Σ_rated w y² = Σ_rated t² / w. */
function lossOfNothing({ level }: SparseRows, { weight, target }: AlsTables): number {
  const byLevel = Float64Array.from(target, (t, at) => (weight[at]! > 0 ? t ** 2 / weight[at]! : 0));
  let total = 0;
  for (const at of level) total += byLevel[at]!;
  return total;
}

/** L after the movies' half-step: their rows hold all of it but the users' regularisation and the constant. */
function lossOf(users: Side, movies: Side, constant: number): Pick<AlsIteration, 'loss' | 'penalty'> {
  const sums = (losses: Float32Array): readonly [number, number] => {
    const total: [number, number] = [0, 0];
    losses.forEach((value, at) => (total[at % 2]! += value));
    return total;
  };
  const [[, ofUsers], [quadratic, ofMovies]] = [sums(users.losses), sums(movies.losses)];
  return { loss: constant + quadratic + ofUsers, penalty: ofUsers + ofMovies };
}

class HalfSteps {
  readonly diagonal: Float32Array;
  private readonly weight: Float32Array;
  private readonly target: Float32Array;
  private readonly parts: Float32Array;
  private readonly rotation: Float32Array;
  private readonly flat: boolean;
  private readonly given: Parameters<typeof trainAls>[0];
  private readonly f: number;

  constructor(given: Parameters<typeof trainAls>[0], f: number) {
    const { memory, tables, matrix } = given;
    this.given = given;
    this.f = f;
    this.weight = memory.float32(256);
    this.target = memory.float32(256);
    this.weight.set(tables.weight);
    this.target.set(tables.target);
    this.flat = tables.weight.every((weight) => weight === 0);
    this.diagonal = memory.float32(f);
    this.rotation = memory.float32(f * f);
    const longest = Math.max(matrix.userIds.length, matrix.movieIds.length);
    this.parts = memory.float32(Math.ceil(longest / GRAM_PART) * f * f);
  }

  /** Rotates both sides so that `still`'s Gram matrix is diagonal; axes in order of falling weight. */
  async diagonalize(still: Side, moving: Side): Promise<void> {
    const { f, given } = this;
    const { values, axes } = eigenAxes(await this.gram(still));
    axes.forEach((axis, to) => {
      this.diagonal[to] = given.params.unobserved * Math.max(0, values[to]!);
      this.rotation.set(axis, to * f);
    });
    for (const { factors } of [still, moving]) {
      const args = [factors.byteOffset, 'begin', 'end', f, this.rotation.byteOffset, 'scratch'] as const;
      await given.pool.run({ name: 'rotate', args, count: factors.length / f, piece: 1024 }, given.signal);
    }
  }

  async solve(moving: Side, still: Side): Promise<void> {
    const { given, f } = this;
    const { start, index, level } = moving.rows;
    const count = start.length - 1;
    await given.pool.run(
      {
        name: 'solveRows',
        args: [
          ...([moving.factors.byteOffset, still.factors.byteOffset, f, 'begin', 'end'] as const),
          ...[start, index, level, this.weight, this.target, this.diagonal, moving.regularization].map(
            (a) => a.byteOffset,
          ),
          ...(['scratch', given.params.steps, this.flat ? 1 : 0, moving.losses.byteOffset] as const),
        ],
        count,
        piece: Math.max(1, Math.min(64, count >> 6)),
      },
      given.signal,
    );
  }

  factors(users: Side, movies: Side): AlsFactors {
    return { users: users.factors, movies: movies.factors, diagonal: this.diagonal };
  }

  private async gram({ factors }: Side): Promise<Matrix> {
    const { f, parts } = this;
    const rows = factors.length / f;
    const count = Math.ceil(rows / GRAM_PART);
    const args = [factors.byteOffset, rows, f, GRAM_PART, parts.byteOffset, 'begin', 'end'] as const;
    await this.given.pool.run({ name: 'gramParts', args, count, piece: 1 }, this.given.signal);
    const gram = Matrix.zeros(f, f);
    for (let part = 0; part < count; part++) {
      for (let at = 0; at < f * f; at++) {
        gram.set(
          Math.floor(at / f),
          at % f,
          gram.get(Math.floor(at / f), at % f) + parts[part * f * f + at]!,
        );
      }
    }
    return gram;
  }
}
