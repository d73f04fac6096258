import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ImportTimes } from '../imports.ts';
import type { VectorGrowth } from './knn.ts';
import type { RecommendGrowth } from './recommend.ts';
import type { SearchGrowth } from './search.ts';
import type { TrainingGrowth } from './training.ts';

/** What was measured of each size, ascending. */
export interface Growth {
  readonly search: readonly SearchGrowth[];
  readonly vectors: readonly VectorGrowth[];
  readonly recommend: readonly RecommendGrowth[];
  readonly training: readonly TrainingGrowth[];
  readonly import: readonly ImportTimes[];
}
export const GROWTH_PARTS = [
  'search',
  'vectors',
  'recommend',
  'training',
  'import',
] as const satisfies readonly (keyof Growth)[];
export type GrowthPart = (typeof GROWTH_PARTS)[number];

const NONE: Growth = { search: [], vectors: [], recommend: [], training: [], import: [] };
const sizeOf = (one: object): number =>
  'films' in one
    ? Number(one.films)
    : 'ratings' in one
      ? Number(one.ratings)
      : 'rows' in one
        ? Number(one.rows)
        : 0;

/** With one more measurement. What one of the same size had, and it has not (how long a build took that stood this time), stays. */
export function withOne<Part extends GrowthPart>(
  growth: Growth,
  part: Part,
  one: Growth[Part][number],
): Growth {
  const all = growth[part] as readonly object[];
  const former = all.find((other) => sizeOf(other) === sizeOf(one));
  const others = all.filter((other) => other !== former);
  return { ...growth, [part]: [...others, { ...former, ...one }].sort((a, b) => sizeOf(a) - sizeOf(b)) };
}

/** The day's measurements: a run adds to those before it, as one of all sizes takes hours. */
export function readGrowth(file: string): Growth {
  return existsSync(file)
    ? { ...NONE, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<Growth>) }
    : NONE;
}

export function writeGrowth(file: string, growth: Growth): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(growth, null, 2)}\n`);
}
