import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '@marquee/contract/environment';
import { readRecords } from '../services/processes.ts';

/** The Marquee that is measured. */
export interface Target {
  readonly api: string;
  readonly web: string;
  readonly environment: Environment;
}

/** Process ids of what a launcher runs on the data folder, by name (`api`, `postgres`, …); nothing elsewhere than on this machine. */
export function processesOf(data: string): ReadonlyMap<string, number> {
  return new Map(readRecords(join(data, 'run')).map(({ name, pid }) => [name, pid]));
}

/** A process and all that it started: Postgres answers each client by a process of its own. Linux only. */
function familyOf(pid: number): number[] {
  const of = (parent: number): number[] => {
    try {
      const text = readFileSync(`/proc/${String(parent)}/task/${String(parent)}/children`, 'utf8');
      return text.trim().split(' ').filter(Boolean).map(Number);
    } catch {
      return [];
    }
  };
  const found = [pid];
  for (const next of found) found.push(...of(next));
  return found;
}

/**
 * Resident megabytes of a process and its children. Pages that several of them share (Postgres' buffers) count once:
 * the kernel gives each its part.
 */
export function residentMegabytes(pid: number): number {
  const kilobytes = familyOf(pid).map((one) => {
    try {
      const text = readFileSync(`/proc/${String(one)}/smaps_rollup`, 'utf8');
      return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024;
}

const TICKS_A_SECOND = 100;

/** Of a process and of its children that have ended, each in user and in kernel time: the columns of /proc/PID/stat. */
const TICKS = [11, 12, 13, 14];

/** Seconds of CPU that a process and its children, ended ones too, have taken so far; 0 where that cannot be told. */
export function cpuSeconds(pid: number | undefined): number {
  if (pid === undefined) return 0;
  const ticks = familyOf(pid).map((one) => {
    try {
      const fields = readFileSync(`/proc/${String(one)}/stat`, 'utf8')
        .split(') ')
        .at(-1)!
        .split(' ');
      return TICKS.reduce((sum, column) => sum + Number(fields[column]), 0);
    } catch {
      return 0;
    }
  });
  return ticks.reduce((sum, value) => sum + value, 0) / TICKS_A_SECOND;
}
