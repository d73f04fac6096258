import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process beyond doubt: a pid alone may by now belong to somebody else. */
export type Identity = { readonly pid: number; readonly started: string };

/** What a launcher writes down about each process it starts, so that a later one can clear up after it. */
export type RunRecord = Identity & {
  readonly name: string;
  readonly launcher: Identity;
  readonly signal: NodeJS.Signals;
  /** Processes of a lower rank are stopped first: what serves before what it stands on. */
  readonly rank: number;
};

/** The living process `pid`, or undefined when there is none (a zombie counts as none). */
export function identify(pid: number): Identity | undefined {
  if (process.platform === 'linux') {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
      if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      return { pid, started: `${boot}:${fields[19]}` };
    } catch {
      return undefined;
    }
  }
  const { stdout } = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
  const [state, ...started] = (stdout ?? '').trim().split(/\s+/);
  return !state || state.startsWith('Z') ? undefined : { pid, started: started.join(' ') };
}

export const isAlive = (identity: Identity): boolean => identify(identity.pid)?.started === identity.started;

/** The command line of a process, its arguments separated by spaces; empty when there is no such process. */
export function commandLine(pid: number): string {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    } catch {
      return '';
    }
  }
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
}

/** Ends a process: the signal first, SIGKILL to it alone when it has not gone after `graceMs`. */
export async function endProcess(
  identity: Identity,
  signal: NodeJS.Signals,
  graceMs = 15_000,
): Promise<void> {
  const deadline = Date.now() + graceMs;
  if (isAlive(identity)) send(identity.pid, signal);
  while (isAlive(identity)) {
    if (Date.now() > deadline) send(identity.pid, 'SIGKILL');
    await sleep(25);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const recordFile = (directory: string, name: string): string => join(directory, `${name}.json`);

export function writeRecord(directory: string, record: RunRecord): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(recordFile(directory, record.name), JSON.stringify(record));
}

export function removeRecord(directory: string, name: string): void {
  rmSync(recordFile(directory, name), { force: true });
}

export function readRecords(directory: string): readonly RunRecord[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      try {
        return [JSON.parse(readFileSync(join(directory, name), 'utf8')) as RunRecord];
      } catch {
        return []; // Half written when the machine stopped: what it named is gone too.
      }
    });
}

/**
 * Ends the recorded processes that `belongs` picks, lower ranks first, and removes their records.
 * @returns the names of those that were still running.
 */
export async function endRecorded(
  directory: string,
  belongs: (record: RunRecord) => boolean,
): Promise<readonly string[]> {
  const records = readRecords(directory).filter(belongs);
  const running = records.filter(isAlive);
  for (const rank of [...new Set(running.map((record) => record.rank))].sort((a, b) => a - b)) {
    await Promise.all(
      running.filter((record) => record.rank === rank).map((record) => endProcess(record, record.signal)),
    );
  }
  for (const record of records) removeRecord(directory, record.name);
  return running.map((record) => record.name);
}
