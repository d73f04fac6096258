import { alsBytes, alsScratch, paddedFactors, trainAls } from '#als-train';
import { KernelMemory } from '#kernel-memory';
import type { RatingColumns } from '#model';
import { fitBiases, toResiduals } from '#rating-bias';
import { explicitAls, RESIDUAL_TABLES } from '#rating-params';
import type { RatingParams } from '#rating-params';
import { buildMatrix, matrixBytes } from '#sparse-matrix';
import type { WorkerPool } from '#worker-pool';

/** Raters of a movie at which its neighbours are looked for; more hardly change them. */
const MOST_RATERS = 1500;

/** Neighbours of all movies together at most (8 bytes each); of a large catalogue each has fewer. */
const MOST_NEIGHBOURS = 2 ** 25;

/** What predicts residuals and biases, by row of `movieIds`. */
export interface RatingParts {
  readonly movieIds: Int32Array;
  readonly counts: Int32Array;
  readonly movieBias: Float32Array;
  readonly factors: Float32Array;
  readonly diagonal: Float32Array;
  /** Movies × as many neighbours as each has: rows of the nearest, and their likeness (0 fills up). */
  readonly nearest: Int32Array;
  readonly likeness: Float32Array;
  readonly mean: number;
}

/** Trains the three parts of the `rating` model: biases, then neighbours and factors over what they leave. */
export async function trainRating(
  ratings: RatingColumns,
  given: {
    readonly params: RatingParams;
    readonly pool: WorkerPool;
    readonly seed: number;
    readonly signal?: AbortSignal;
    /** Called with the error (root mean square, stars) that biases and factors leave on the ratings they are trained on. */
    readonly onIteration?: (iteration: number, rmse: number) => void;
  },
): Promise<RatingParts> {
  const { params, pool, seed, signal, onIteration } = given;
  const f = paddedFactors(params.factors);
  let made: KernelMemory | undefined;
  let [scratch, neighbours] = [0, 0];
  const matrix = buildMatrix(ratings, {
    allocate: (count, users, movies) => {
      neighbours = Math.min(params.neighbours, Math.floor(MOST_NEIGHBOURS / Math.max(1, movies)));
      scratch = Math.max(alsScratch(f), movies * 16 + Math.ceil(movies / 64));
      const own =
        matrixBytes(count, users, movies) + alsBytes(users, movies, f) + movies * (neighbours * 8 + 4) + 2048;
      made = new KernelMemory(own + pool.scratchTotal(scratch));
      return made;
    },
  });
  const memory = made!;
  await pool.attach(pool.reserve(memory, scratch));
  const biases = fitBiases(matrix, params);
  toResiduals(matrix, biases);
  const trained = await trainAls({
    matrix,
    memory,
    pool,
    params: explicitAls(params),
    tables: RESIDUAL_TABLES,
    seed,
    signal,
    onIteration:
      onIteration &&
      (({ iteration, loss, penalty }) =>
        onIteration(iteration, Math.sqrt(Math.max(0, loss - penalty) / matrix.byUser.index.length))),
  });
  const movies = matrix.movieIds.length;
  const table = memory.float32(256);
  table.set(RESIDUAL_TABLES.target);
  const nearest = memory.int32(movies * neighbours);
  const likeness = memory.float32(movies * neighbours);
  const found = memory.int32(movies);
  const { byMovie, byUser } = matrix;
  const arrays = [
    byMovie.start,
    byMovie.index,
    byMovie.level,
    byUser.start,
    byUser.index,
    byUser.level,
    table,
  ];
  const outputs = [nearest, likeness, found].map((array) => array.byteOffset);
  await pool.run(
    {
      name: 'neighbours',
      args: [
        ...[
          movies,
          ...arrays.map((array) => array.byteOffset),
          params.shrinkage,
          MOST_RATERS,
          neighbours,
          ...outputs,
        ],
        ...(['scratch', 'begin', 'end'] as const),
      ],
      count: movies,
      piece: Math.max(16, Math.min(256, movies >> 10)),
    },
    signal,
  );
  for (let at = 0; at < likeness.length; at++) {
    likeness[at] = at % neighbours < found[Math.floor(at / neighbours)]! ? likeness[at]! ** params.power : 0;
  }
  return {
    movieIds: matrix.movieIds,
    counts: Int32Array.from(matrix.movieIds, (_, row) => byMovie.start[row + 1]! - byMovie.start[row]!),
    movieBias: biases.movies,
    factors: new Float32Array(trained.movies),
    diagonal: new Float32Array(trained.diagonal),
    nearest: new Int32Array(nearest),
    likeness: new Float32Array(likeness),
    mean: matrix.mean,
  };
}
