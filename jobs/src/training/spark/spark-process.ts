import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { childEnvironment } from '@marquee/contract/environment';
import { PermanentFailure, TransientFailure } from '#outcome';
import type { SparkCommand } from '#training/spark/spark-command';

/** A cancelled run has two seconds; Spark is asked first, then ended. */
const GRACE_MS = 500;
const TAIL_LINES = 12;
const KEPT_LINES = 200;

/** What passes by itself, by what Spark says of it on its log. */
const PASSING = /All masters are unresponsive|Connection refused|Connection timed out|UnknownHostException/;
const OUT_OF_MEMORY = /OutOfMemoryError|GC overhead limit/;

/**
 * Runs a Spark driver to its end, with everything that it starts in one process group.
 * @throws the signal's reason when it is cancelled; TransientFailure when the master cannot be reached; PermanentFailure with
 *   the end of Spark's log for any other failure
 */
export async function runSpark(
  command: SparkCommand,
  given: { readonly signal?: AbortSignal; readonly onProgress: (share: number, step: string) => void },
): Promise<void> {
  const { signal, onProgress } = given;
  signal?.throwIfAborted();
  const child = spawn(command.program, command.args, {
    env: childEnvironment(command.environment),
    // Nothing is ever written to its input: its end tells the program that this process is gone.
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  child.stdin.on('error', () => undefined);
  const log: string[] = [];
  const keep = (line: string): void => {
    log.push(line);
    if (log.length > KEPT_LINES) log.shift();
  };
  createInterface(child.stderr).on('line', keep);
  createInterface(child.stdout).on('line', (line) => {
    const said = progressOf(line);
    if (said) onProgress(said.share, said.step);
    else keep(line);
  });
  let killing: NodeJS.Timeout | undefined;
  const end = (): void => {
    endGroup(child.pid, 'SIGTERM');
    killing = setTimeout(() => endGroup(child.pid, 'SIGKILL'), GRACE_MS);
  };
  signal?.addEventListener('abort', end, { once: true });
  try {
    const code = await new Promise<number | string | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status, ending) => resolve(status ?? ending));
    });
    signal?.throwIfAborted();
    if (code !== 0) throw failureOf(code, log);
  } finally {
    signal?.removeEventListener('abort', end);
    clearTimeout(killing);
    // The Java that Python started may outlive it by a moment.
    endGroup(child.pid, 'SIGKILL');
  }
}

/** A line such as `{"share": 0.2, "step": "…"}`; undefined for anything else. */
export function progressOf(line: string): { readonly share: number; readonly step: string } | undefined {
  try {
    const { share, step } = JSON.parse(line) as { share?: unknown; step?: unknown };
    return typeof share === 'number' && typeof step === 'string' ? { share, step } : undefined;
  } catch {
    return undefined;
  }
}

/** What a Spark that ended with a code means, by the end of its log. */
export function failureOf(code: number | string | null, log: readonly string[]): Error {
  const text = log.join('\n');
  const tail = log.filter((line) => line.trim() !== '' && !/^\s+(at |\.\.\. \d+ more)/.test(line));
  const end = `The end of its log:\n${tail.slice(-TAIL_LINES).join('\n')}`;
  if (OUT_OF_MEMORY.test(text))
    return new PermanentFailure(
      `Spark ran out of memory. Give it more with SPARK_DRIVER_MEMORY, or more executors. ${end}`,
    );
  if (PASSING.test(text))
    return new TransientFailure(`Spark could not reach what it needs (ended with ${code}). ${end}`);
  return new PermanentFailure(`The Spark job failed (ended with ${code}). ${end}`);
}

/** The group is a whole process tree: Python and the Java that it started. */
function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
