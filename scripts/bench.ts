import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, constants, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseEnvironment } from '@marquee/contract/environment';
import { printFigures } from './bench/figures.ts';
import type { Measured } from './bench/figures.ts';
import { benchGrowth } from './bench/growth.ts';
import { undoAll } from './bench/leftovers.ts';
import { benchLoad } from './bench/load.ts';
import { withMarquee } from './bench/marquee.ts';
import { benchOptions } from './bench/options.ts';
import type { BenchOptions } from './bench/options.ts';
import { BY_THEMSELVES, OF_A_MARQUEE } from './bench/parts.ts';
import { firstSignal } from './data-folder.ts';

/**
 * `npm run bench [-- PART …]`: measures a Marquee against what it is built on, in turns within one run, and writes
 * bench/<time>.json. `growth` and `load` run only when they are named:
 * `npm run bench -- growth [--films 10000,100000] [--ratings 1000000,5000000]
 * [--of search,vectors,recommend,training,import] [--lasting] [--heap 4096]`, `npm run bench -- load [--minutes 5] [--share 0.7]`.
 *
 * What needs a Marquee takes the one that runs, else starts its own with the demo data in .marquee-bench. A Marquee must
 * run with a REQUESTS_PER_MINUTE that is never reached, such as 100000000: with less its own limit is what is
 * measured, and with 0 the counting costs nothing.
 */
const startedAt = new Date();
const FOLDER = join(import.meta.dirname, '../bench');
const load = loadavg()[0]!;
const measured: Record<string, Measured> = {};
let stopping: Promise<never> | undefined;
void firstSignal().then((signal) => {
  stopping = end(128 + constants.signals[signal]);
});

try {
  await measure(asked());
} catch (error) {
  // Whatever is undone on a signal fails what goes on meanwhile.
  await stopping;
  console.error(error);
  process.exitCode = 1;
}
await (stopping ?? end(process.exitCode));

/** Ends with what is wrong with the command line, in words. */
function asked(): BenchOptions {
  try {
    return benchOptions(process.argv.slice(2));
  } catch (error) {
    console.error((error as RangeError).message);
    process.exit(1);
  }
}

async function measure({ parts, long, load: loading, growth }: BenchOptions): Promise<void> {
  if (load > availableParallelism() / 2)
    console.log(`The machine is busy (load ${load.toFixed(1)}): trust ratios only.`);
  const ofAMarquee = parts.filter((name) => name in OF_A_MARQUEE);
  if (ofAMarquee.length > 0 || long.includes('load')) {
    await withMarquee(async (target) => {
      for (const name of ofAMarquee) keep(name, await OF_A_MARQUEE[name]!(target));
      if (long.includes('load')) keep('load', await benchLoad(target, loading));
    });
  }
  for (const name of parts)
    if (name in BY_THEMSELVES) keep(name, await BY_THEMSELVES[name]!(parseEnvironment()));
  if (long.includes('growth'))
    keep('growth', await benchGrowth({ ...growth, folder: FOLDER, at: startedAt }));
}

function keep(name: string, result: Measured): void {
  measured[name] = result;
  printFigures(`${name} (load ${loadavg()[0]!.toFixed(1)})`, result.figures);
}

/** Leaves nothing behind but what was measured, also before a part failed or a signal came. */
async function end(code: typeof process.exitCode): Promise<never> {
  for (const problem of await undoAll()) console.error(`Something was left behind: ${problem}`);
  if (Object.keys(measured).length > 0) await writeMeasured();
  process.exit(code);
}

async function writeMeasured(): Promise<void> {
  const name = startedAt.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  const file = join(FOLDER, `${name}.json`);
  const machine = { cpu: cpus()[0]?.model, cores: availableParallelism(), load, node: process.version };
  await mkdir(FOLDER, { recursive: true });
  await writeFile(file, `${JSON.stringify({ at: startedAt.toISOString(), machine, measured }, null, 2)}\n`);
  console.log(`\nWritten to ${file}`);
}
