import { processesOf, residentMegabytes } from './target.ts';

export interface MemorySample {
  /** Since the sampling began. */
  readonly seconds: number;
  readonly megabytes: Readonly<Record<string, number>>;
}

const EVERY_MS = 10_000;

/** Looks at the resident memory of each process now and every ten seconds until it is stopped. */
export function sampleMemory(data: string): { readonly stop: () => readonly MemorySample[] } {
  const startedAt = Date.now();
  const samples: MemorySample[] = [];
  const look = (): void => {
    const megabytes = [...processesOf(data)].map(([name, pid]) => [name, residentMegabytes(pid)] as const);
    samples.push({ seconds: (Date.now() - startedAt) / 1000, megabytes: Object.fromEntries(megabytes) });
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return samples;
    },
  };
}

/** Slope of the line of least squares through the points. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (at: 0 | 1): number =>
    points.reduce((sum, point) => sum + point[at], 0) / Math.max(1, points.length);
  const [x0, y0] = [mean(0), mean(1)];
  let [products, squares] = [0, 0];
  for (const [x, y] of points) {
    products += (x - x0) * (y - y0);
    squares += (x - x0) ** 2;
  }
  return squares === 0 ? 0 : products / squares;
}
