import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;

export interface ProcessFacts {
  readonly parent: number;
  /** Arguments joined by spaces, the program first. */
  readonly command: string;
}

/** Whether a process of this number exists, be it another user's. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Command line and parent of a process: from /proc on Linux, else from `ps`. Undefined where there is none. */
export async function processFacts(pid: number): Promise<ProcessFacts | undefined> {
  if (process.platform === 'linux') {
    try {
      const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').join(' ').trim();
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
      // The program's name stands in brackets and may itself hold spaces and brackets.
      const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return { command, parent: Number(parent) };
    } catch {
      return undefined;
    }
  }
  return new Promise((resolve) => {
    execFile('ps', ['-ww', '-o', 'ppid=', '-o', 'command=', '-p', String(pid)], (error, stdout) => {
      const [, parent, command] = /^\s*(\d+)\s+(.*)/s.exec(stdout) ?? [];
      resolve(error || !command ? undefined : { parent: Number(parent), command: command.trim() });
    });
  });
}

/**
 * Asks a process to end (SIGTERM), waits, and ends it by force (SIGKILL) where it has not.
 *
 * @param isGone tells the end of a process; a child of ours that nobody has waited for still counts as running
 */
export async function endProcess(
  pid: number,
  { graceMs, isGone = () => !isRunning(pid) }: { graceMs: number; isGone?: () => boolean },
): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGTERM', graceMs],
    ['SIGKILL', 5_000],
  ] as const) {
    if (isGone()) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    const deadline = Date.now() + waitMs;
    while (!isGone() && Date.now() < deadline) await sleep(POLL_MS);
  }
  if (!isGone()) throw new Error(`Process ${pid} does not end, even when killed.`);
}
