import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { AlsFoldIn } from '../../recommender/src/als-fold-in.ts';
import { ALS_DEFAULTS, alsTables } from '../../recommender/src/als-params.ts';
import { seededRandom } from '../../recommender/src/random.ts';
import { median } from './figures.ts';
import { randomPairs } from './kernel-pairs.ts';
import type { Shape } from './kernel-pairs.ts';
import { withFolder } from './leftovers.ts';

const run = promisify(execFile);

/** One trainer on one matrix. */
export interface Trained {
  /** Wall clock and CPU of a fit, medians. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** The objective at the end, worst of the runs, without its constant (see kernel-train.ts). */
  readonly loss: number;
  readonly peakMegabytes: number;
}

export interface KernelBench {
  /** Medians, milliseconds, at 64 factors. */
  readonly foldIn500: number;
  readonly score10000: number;
  readonly score100000: number;
  readonly training: readonly {
    readonly shape: Shape;
    readonly confidence: number;
    readonly marquee: Trained;
    /** The Python library `implicit` in the same run; undefined where there is none. */
    readonly implicit: Trained | undefined;
  }[];
}

export interface KernelOptions {
  readonly shape?: Shape;
  /** A Python that may have `implicit` and numpy. */
  readonly python?: string;
}

const FACTORS = 64;
/** A tenth of MovieLens 20M in both directions, and its density times ten. */
const USUAL: Shape = { users: 13_849, movies: 2674, pairs: 2_000_000 };

/** Times the kernels that serve, and training against `implicit` at equal settings where a Python with it is at hand. */
export async function benchKernels({
  shape = USUAL,
  python = 'python3',
}: KernelOptions = {}): Promise<KernelBench> {
  return { ...serving(), training: await training(shape, python) };
}

function serving(): Pick<KernelBench, 'foldIn500' | 'score10000' | 'score100000'> {
  const small = someone(10_000);
  const large = someone(100_000);
  const rows = Array.from({ length: 500 }, (_, at) => ({ row: at * 19, level: 80 + (at % 96) }));
  small.solve(rows);
  large.solve(rows);
  return {
    foldIn500: usualTime(() => small.solve(rows)),
    score10000: usualTime(() => void small.scoreAll()),
    score100000: usualTime(() => void large.scoreAll()),
  };
}

/** Movies with factors drawn by chance, to fold people in among. */
function someone(movies: number): AlsFoldIn {
  const random = seededRandom(movies);
  return new AlsFoldIn({
    factors: Float32Array.from({ length: movies * FACTORS }, () => 0.2 * (random() - 0.5)),
    diagonal: new Float32Array(FACTORS).fill(1),
    tables: alsTables(ALS_DEFAULTS),
    regularization: { base: 0.1, exponent: 1, unobserved: 0.1, others: movies },
  });
}

function usualTime(work: () => void, times = 200): number {
  const taken = Array.from({ length: times }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
  return Number(median(taken).toFixed(4));
}

async function training(shape: Shape, python: string): Promise<KernelBench['training']> {
  return await withFolder('kernels', async (folder) => {
    const file = join(folder, 'pairs.bin');
    const { users, movies } = randomPairs(shape);
    await writeFile(file, Buffer.concat([Buffer.from(users.buffer), Buffer.from(movies.buffer)]));
    const hasImplicit = await run(python, ['-c', 'import implicit']).then(
      () => true,
      () => false,
    );
    const results: KernelBench['training'][number][] = [];
    // At confidence 1 no row of the Gram part is its own: a case that can be solved without a step of search.
    for (const confidence of [1, 2]) {
      const given = [file, String(confidence), String(FACTORS)];
      const own = await run(process.execPath, [join(import.meta.dirname, 'kernel-train.ts'), ...given]);
      const peer = hasImplicit
        ? await run(python, [join(import.meta.dirname, 'kernel-implicit.py'), ...given])
        : undefined;
      results.push({
        shape: { ...shape, pairs: users.length },
        confidence,
        marquee: JSON.parse(own.stdout) as Trained,
        implicit: peer && (JSON.parse(peer.stdout) as Trained),
      });
    }
    return results;
  });
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { python: { type: 'string' }, shape: { type: 'string' } } });
  const [users, movies, pairs] = (values.shape ?? '').split('x').map(Number);
  const bench = await benchKernels({
    ...(values.python === undefined ? {} : { python: values.python }),
    ...(values.shape === undefined ? {} : { shape: { users: users!, movies: movies!, pairs: pairs! } }),
  });
  console.log(JSON.stringify(bench, null, 2));
}
