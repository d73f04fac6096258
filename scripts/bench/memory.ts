import type { Measured } from './figures.ts';
import { processesOf, residentMegabytes } from './target.ts';
import type { Target } from './target.ts';

/** Resident memory of each process of the Marquee that runs on the data folder, with its children. Linux only. */
export function benchMemory({ environment }: Pick<Target, 'environment'>): Measured {
  const names = [...processesOf(environment.MARQUEE_DATA)];
  const figures = names
    .map(([what, pid]) => ({ what, value: residentMegabytes(pid), unit: 'MB' }))
    .sort((a, b) => a.what.localeCompare(b.what));
  const total = figures.reduce((sum, { value }) => sum + value, 0);
  return { figures: [...figures, { what: 'all', value: total, unit: 'MB' }] };
}
