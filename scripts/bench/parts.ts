import type { Environment } from '@marquee/contract/environment';
import { benchEmbedding } from './embed.ts';
import type { Figure, Measured } from './figures.ts';
import { benchImport } from './imports.ts';
import { benchKernels } from './kernels.ts';
import { benchMemory } from './memory.ts';
import { benchPages } from './pages.ts';
import { benchRecommendations } from './recommend.ts';
import { benchSearch } from './search.ts';
import type { Target } from './target.ts';
import { benchWrites } from './writes.ts';

/** Parts that measure a running Marquee. */
export const OF_A_MARQUEE: Readonly<Record<string, (target: Target) => Promise<Measured>>> = {
  search: benchSearch,
  recommend: benchRecommendations,
  writes: benchWrites,
  pages: benchPages,
  import: ({ environment }) => benchImport(environment.DATABASE_URL),
  // Last of these, when each process has done some work.
  memory: (target) => Promise.resolve(benchMemory(target)),
};

/** Parts that need none. */
export const BY_THEMSELVES: Readonly<Record<string, (environment: Environment) => Promise<Measured>>> = {
  embed: benchEmbedding,
  kernels: async () => {
    const details = await benchKernels();
    return { figures: [...kernelFigures(details)], details };
  },
};

/** Parts that take so long that they run only when they are named. */
export const LONG = ['growth', 'load'] as const;

export type LongPart = (typeof LONG)[number];

export interface ChosenParts {
  readonly parts: readonly string[];
  readonly long: readonly LongPart[];
}

/** What the words of the command line ask for; everything but the long parts without words. @throws RangeError naming all parts. */
export function chosenParts(words: readonly string[]): ChosenParts {
  const usual = [...Object.keys(OF_A_MARQUEE), ...Object.keys(BY_THEMSELVES)];
  const unknown = words.filter((word) => !usual.includes(word) && !LONG.some((name) => name === word));
  if (unknown.length > 0)
    throw new RangeError(
      `There is no part ${unknown.map((word) => `"${word}"`).join(', ')}; there are ${[...usual, ...LONG].join(', ')}.`,
    );
  return {
    parts: words.length === 0 ? usual : usual.filter((name) => words.includes(name)),
    long: LONG.filter((name) => words.includes(name)),
  };
}

function* kernelFigures(kernels: Awaited<ReturnType<typeof benchKernels>>): Generator<Figure> {
  yield { what: 'fold-in of 500 ratings, 64 factors', value: kernels.foldIn500, unit: 'ms' };
  yield { what: 'scores of 10,000 films', value: kernels.score10000, unit: 'ms' };
  yield { what: 'scores of 100,000 films', value: kernels.score100000, unit: 'ms' };
  for (const { confidence, shape, marquee, implicit } of kernels.training) {
    const what = `als, ${shape.pairs.toLocaleString('en')} ratings, confidence ${String(confidence)}`;
    yield { what, value: marquee.seconds, unit: 's' };
    if (implicit === undefined) continue;
    yield { what: `${what}: Python's implicit`, value: implicit.seconds, unit: 's' };
    yield { what: `${what}: over Python's implicit`, value: marquee.seconds / implicit.seconds };
  }
}
