import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface RecommendGrowth {
  readonly films: number;
  readonly ratings: number;
  readonly trainSeconds: number;
  /** Of the process that trains, its input included. */
  readonly peakMegabytes: number;
  readonly modelMegabytes: number;
  /** Milliseconds of CPU for a list of 20 for somebody with 50 ratings, in process, by strategy: one thread does all of it. */
  readonly latency: Readonly<Record<string, { readonly p50: number; readonly p95: number }>>;
}

/** Heap that a catalogue of a million films may take in JavaScript objects. */
const HEAP_MB = 8000;

export async function recommendGrowth(films: number): Promise<RecommendGrowth> {
  const { stdout } = await run(process.execPath, [
    `--max-old-space-size=${String(HEAP_MB)}`,
    join(import.meta.dirname, 'recommend-run.ts'),
    String(films),
  ]);
  return JSON.parse(stdout) as RecommendGrowth;
}
