import { parseArgs } from 'node:util';
import { GROWTH_PARTS } from './growth/record.ts';
import type { GrowthPart } from './growth/record.ts';
import type { LoadOptions } from './load.ts';
import { chosenParts } from './parts.ts';
import type { ChosenParts } from './parts.ts';

/** As for a node of scripts/cluster.ts. */
const LEAST_HEAP_MB = 128;

export interface BenchOptions extends ChosenParts {
  readonly load: LoadOptions;
  readonly growth: {
    readonly films: readonly number[];
    readonly ratings: readonly number[];
    readonly parts: readonly GrowthPart[];
    readonly lasting: boolean;
    readonly heapMb: number | undefined;
  };
}

/** What the command line asks for, all of it looked at before anything is measured. @throws RangeError saying what is wrong. */
export function benchOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parsed(args);
  return {
    ...chosenParts(positionals),
    load: { minutes: aboveZero('minutes', values.minutes), share: aboveZero('share', values.share) },
    growth: {
      films: sizes('films', values.films),
      ratings: sizes('ratings', values.ratings),
      parts: growthParts(values.of),
      lasting: values.lasting,
      heapMb: values.heap === undefined ? undefined : heapOf(values.heap),
    },
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        films: { type: 'string', default: '10000,100000' },
        ratings: { type: 'string', default: '1000000,5000000' },
        of: { type: 'string', default: GROWTH_PARTS.join(',') },
        share: { type: 'string', default: '0.7' },
        lasting: { type: 'boolean', default: false },
        heap: { type: 'string' },
        minutes: { type: 'string', default: '5' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new RangeError((error as Error).message, { cause: error });
  }
}

function aboveZero(flag: string, text: string): number {
  const number = Number(text);
  if (!(number > 0 && number < Infinity))
    throw new RangeError(`--${flag} must be a number above 0, not "${text}".`);
  return number;
}

function heapOf(text: string): number {
  const megabytes = Number(text);
  if (!(Number.isSafeInteger(megabytes) && megabytes >= LEAST_HEAP_MB))
    throw new RangeError(`--heap must be whole megabytes, ${String(LEAST_HEAP_MB)} or more, not "${text}".`);
  return megabytes;
}

function sizes(flag: string, text: string): number[] {
  if (text === 'none') return [];
  return text.split(',').map((word) => {
    const size = Number(word);
    if (!(Number.isSafeInteger(size) && size > 0))
      throw new RangeError(
        `--${flag} must be whole numbers above 0 with commas between, or none, not "${text}".`,
      );
    return size;
  });
}

function growthParts(text: string): GrowthPart[] {
  const words = text.split(',');
  if (!words.every((word) => GROWTH_PARTS.some((name) => name === word)))
    throw new RangeError(`--of must be some of ${GROWTH_PARTS.join(',')}, not "${text}".`);
  return GROWTH_PARTS.filter((name) => words.includes(name));
}
