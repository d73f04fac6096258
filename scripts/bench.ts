import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseEnvironment } from '@marquee/contract/environment';
import { printFigures } from './bench/figures.ts';
import type { Measured } from './bench/figures.ts';
import { benchGrowth } from './bench/growth.ts';
import { GROWTH_PARTS } from './bench/growth/record.ts';
import { benchLoad } from './bench/load.ts';
import { BY_THEMSELVES, chosenParts, OF_A_MARQUEE } from './bench/parts.ts';
import { withMarquee } from './bench/marquee.ts';

/**
 * `npm run bench [-- PART …]`: measures a Marquee against what it is built on, in turns within one run, and writes
 * bench/<time>.json. `growth` and `load` run only when they are named:
 * `npm run bench -- growth [--films 10000,100000] [--ratings 1000000,5000000]
 * [--of search,vectors,recommend,training,import] [--lasting]`, `npm run bench -- load [--minutes 5] [--share 0.7]`.
 *
 * What needs a Marquee takes the one that runs, else starts its own with the demo data in .marquee-bench. A Marquee must
 * run with a REQUESTS_PER_MINUTE that is never reached, such as 100000000: with less its own limit is what is
 * measured, and with 0 the counting costs nothing.
 */
const { values: flags, positionals } = parseArgs({
  options: {
    films: { type: 'string', default: '10000,100000' },
    ratings: { type: 'string', default: '1000000,5000000' },
    of: { type: 'string', default: GROWTH_PARTS.join(',') },
    share: { type: 'string', default: '0.7' },
    lasting: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '5' },
  },
  allowPositionals: true,
});
const startedAt = new Date();
const FOLDER = join(import.meta.dirname, '../bench');

try {
  const { parts, long } = chosenParts(positionals);
  const load = loadavg()[0]!;
  if (load > availableParallelism() / 2)
    console.log(`The machine is busy (load ${load.toFixed(1)}): trust ratios only.`);
  const measured: Record<string, Measured> = {};
  const keep = (name: string, result: Measured): void => {
    measured[name] = result;
    printFigures(`${name} (load ${loadavg()[0]!.toFixed(1)})`, result.figures);
  };
  const own = positionals.length === 0 || parts.length > 0;
  const ofAMarquee = own ? parts.filter((name) => name in OF_A_MARQUEE) : [];
  if (ofAMarquee.length > 0 || long.includes('load')) {
    await withMarquee(async (target) => {
      for (const name of ofAMarquee) keep(name, await OF_A_MARQUEE[name]!(target));
      if (long.includes('load'))
        keep(
          'load',
          await benchLoad(target, { minutes: numberOf(flags.minutes), share: numberOf(flags.share) }),
        );
    });
  }
  for (const name of own ? parts : [])
    if (name in BY_THEMSELVES) keep(name, await BY_THEMSELVES[name]!(parseEnvironment()));
  if (long.includes('growth')) {
    const sizes = { films: numbersOf(flags.films), ratings: numbersOf(flags.ratings) };
    const of = GROWTH_PARTS.filter((name) => flags.of.split(',').includes(name));
    keep(
      'growth',
      await benchGrowth({ ...sizes, parts: of, folder: FOLDER, at: startedAt, lasting: flags.lasting }),
    );
  }
  await keepAll(measured, load);
} catch (error) {
  console.error(error instanceof RangeError ? error.message : error);
  process.exitCode = 1;
}
process.exit();

async function keepAll(measured: Readonly<Record<string, Measured>>, load: number): Promise<void> {
  const name = startedAt.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  const file = join(FOLDER, `${name}.json`);
  const machine = { cpu: cpus()[0]?.model, cores: availableParallelism(), load, node: process.version };
  await mkdir(FOLDER, { recursive: true });
  await writeFile(file, `${JSON.stringify({ at: startedAt.toISOString(), machine, measured }, null, 2)}\n`);
  console.log(`\nWritten to ${file}`);
}

function numberOf(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new RangeError(`"${text}" must be a number above 0.`);
  return number;
}

function numbersOf(text: string): number[] {
  return text === 'none' ? [] : text.split(',').map(numberOf);
}
