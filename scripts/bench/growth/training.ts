import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { randomPairs } from '../kernel-pairs.ts';
import type { Shape } from '../kernel-pairs.ts';
import type { Trained } from '../kernels.ts';
import { withFolder } from '../leftovers.ts';

const run = promisify(execFile);
const FACTORS = 64;
/** As the sets of MovieLens have it: the more ratings, the more people and films. */
const shapeOf = (ratings: number): Shape => ({
  pairs: ratings,
  users: Math.ceil(ratings / 155),
  movies: Math.ceil(12 * Math.sqrt(ratings)),
});

export interface TrainingGrowth extends Trained {
  readonly ratings: number;
}

/** `als` with 64 factors and 15 iterations on so many synthetic ratings, in a process of its own. */
export async function trainingGrowth(ratings: number): Promise<TrainingGrowth> {
  return await withFolder('growth', async (folder) => {
    const file = join(folder, 'pairs.bin');
    const { users, movies } = randomPairs(shapeOf(ratings));
    const output = await open(file, 'w');
    for (const column of [users, movies]) await output.writeFile(new Uint8Array(column.buffer));
    await output.close();
    const program = join(import.meta.dirname, '../kernel-train.ts');
    const { stdout } = await run(process.execPath, [program, file, '2', String(FACTORS), '1']);
    return { ratings: users.length, ...(JSON.parse(stdout) as Trained) };
  });
}
