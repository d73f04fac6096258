import { readFileSync, writeFileSync } from 'node:fs';

/** Written there, 5 makes Linux forget the peak of what came before (proc_pid_clear_refs(5)). */
const CLEAR_REFS = '/proc/self/clear_refs';
const SAMPLE_EVERY_MS = 250;

export interface PeakMemory {
  /** Bytes: the most that this process has held in memory since the start. */
  readonly bytes: () => number;
  readonly stop: () => void;
}

/**
 * Watches this process's resident memory, shared memory of its threads included, from now on. Linux keeps the peak itself;
 * elsewhere it is sampled, and a short peak may be missed.
 * @param status where Linux tells of this process
 */
export function watchMemory(status = '/proc/self/status'): PeakMemory {
  const kept = keptByLinux(status);
  if (kept !== undefined) return { bytes: kept, stop: () => undefined };
  let most = 0;
  const sample = (): number => (most = Math.max(most, process.memoryUsage.rss()));
  const timer = setInterval(sample, SAMPLE_EVERY_MS).unref();
  return { bytes: sample, stop: () => clearInterval(timer) };
}

function keptByLinux(status: string): (() => number) | undefined {
  const highWaterMark = (): number =>
    1024 * Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))![1]);
  try {
    writeFileSync(CLEAR_REFS, '5');
    highWaterMark();
    return highWaterMark;
  } catch {
    // Not Linux, or one that keeps no such figure.
    return undefined;
  }
}
