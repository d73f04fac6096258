import { readFileSync } from 'node:fs';
import { confidenceTables } from '../../recommender/src/als-params.ts';
import { alsBytes, alsScratch, trainAls } from '../../recommender/src/als-train.ts';
import type { AlsFactors } from '../../recommender/src/als-train.ts';
import { KernelMemory } from '../../recommender/src/kernel-memory.ts';
import { buildMatrix, matrixBytes } from '../../recommender/src/sparse-matrix.ts';
import type { RatingMatrix } from '../../recommender/src/sparse-matrix.ts';
import { WorkerPool } from '../../recommender/src/worker-pool.ts';
import { median } from './figures.ts';

/**
 * Fits the pairs of a file by the objective of Hu, Koren and Volinsky (2008) in a process of its own, so that its memory can
 * be told, and prints what it took. Threads, iterations and regularisation are those of kernel-implicit.py.
 */
const [file, confidenceText, factorsText, runsText] = process.argv.slice(2) as [
  string,
  string,
  string,
  string?,
];
const [ITERATIONS, THREADS, REGULARIZATION] = [15, 2, 0.01];
const runs = Number(runsText ?? 3);
const [confidence, factors] = [Number(confidenceText), Number(factorsText)];

const pool = new WorkerPool(THREADS);
const [seconds, cpu, losses]: [number[], number[], number[]] = [[], [], []];
let peak = 0;
for (let seed = 0; seed < runs; seed++) {
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  const { matrix, fitted } = await fit(seed);
  const { user, system } = process.cpuUsage(cpuBefore);
  seconds.push((performance.now() - startedAt) / 1000);
  cpu.push((user + system) / 1e6);
  // Of one fit: the memory of those before is given back whenever the engine likes.
  peak ||= process.resourceUsage().maxRSS / 1024;
  losses.push(lossOf(matrix, fitted));
}
await pool.close();
console.log(
  JSON.stringify({
    seconds: median(seconds),
    cpuSeconds: median(cpu),
    loss: Math.max(...losses),
    peakMegabytes: peak,
  }),
);

/** Two columns in one piece of memory, and stars that are all the same. */
function readPairs() {
  const { buffer, byteOffset, length } = readFileSync(file);
  const both = new Int32Array(buffer as ArrayBuffer, byteOffset, length / 4);
  const n = both.length / 2;
  return {
    users: both.subarray(0, n),
    movies: both.subarray(n),
    values: new Float32Array(n).fill(5),
    times: new Float64Array(0),
  };
}

async function fit(seed: number): Promise<{ matrix: RatingMatrix; fitted: AlsFactors }> {
  let made: KernelMemory | undefined;
  const ratings = readPairs();
  const matrix = buildMatrix(ratings, {
    allocate: (count, users, movies) => {
      const own = matrixBytes(count, users, movies) + alsBytes(users, movies, factors);
      made = new KernelMemory(own + pool.scratchTotal(alsScratch(factors)));
      return made;
    },
    // They are read again for the next run.
    taken: () => [ratings.users, ratings.values].forEach(({ buffer }) => void buffer.transfer(0)),
  });
  const memory = made!;
  await pool.attach(pool.reserve(memory, alsScratch(factors)));
  // Exponent 0 is the same λ for every row; it is given per rating of the typical row.
  const typical = matrix.byUser.index.length / matrix.userIds.length + matrix.movieIds.length;
  const params = {
    ...{ factors, iterations: ITERATIONS, unobserved: 1, slope: 1, steps: 3 },
    ...{ regularization: REGULARIZATION / typical, exponent: 0 },
  };
  return {
    matrix,
    fitted: await trainAls({ matrix, memory, pool, params, tables: confidenceTables(confidence), seed }),
  };
}

/** Σ_seen (c (1 − s)² − s²) + Σ_all s² + λ (|P|² + |Q|²) − c × pairs, with s = p·q: an empty model has 0. */
function lossOf({ byUser }: RatingMatrix, { users, movies }: AlsFactors): number {
  let loss = 0;
  const [usersGram, moviesGram] = [gram(users), gram(movies)];
  usersGram.forEach((value, at) => (loss += value * moviesGram[at]!));
  for (let j = 0; j < factors; j++)
    loss += REGULARIZATION * (usersGram[j * factors + j]! + moviesGram[j * factors + j]!);
  for (let user = 0; user + 1 < byUser.start.length; user++) {
    for (let k = byUser.start[user]!; k < byUser.start[user + 1]!; k++) {
      const movie = byUser.index[k]!;
      let s = 0;
      for (let j = 0; j < factors; j++) s += users[user * factors + j]! * movies[movie * factors + j]!;
      loss += confidence * ((1 - s) ** 2 - 1) - s * s;
    }
  }
  return loss;
}

function gram(rows: Float32Array): Float64Array {
  const sums = new Float64Array(factors * factors);
  for (let from = 0; from < rows.length; from += factors) {
    for (let i = 0; i < factors; i++)
      for (let j = 0; j < factors; j++) sums[i * factors + j]! += rows[from + i]! * rows[from + j]!;
  }
  return sums;
}
