import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess, identify, writeRecord } from './processes.ts';
import type { Identity } from './processes.ts';

const LARGEST_LOG_BYTES = 20_000_000;
const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
const STEADY_AFTER_MS = 60_000;

/** A program that runs until it is stopped. */
export type Program = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** The signal that ends it in order. */
  readonly signal: NodeJS.Signals;
  readonly rank: number;
  /** Asks once whether it serves; called until true. */
  readonly isReady: (pid: number) => Promise<boolean>;
  readonly readyWithinMs: number;
};

/** Where processes are written down, where they log, and to whom restarts are told. */
export type Place = {
  readonly runDirectory: string;
  readonly logDirectory: string;
  readonly launcher: Identity;
  readonly report: (line: string) => void;
  /** Aborted when everything is being stopped: from then on what ends is not started again. */
  readonly stopping: AbortSignal;
};

/** Raised when a program ends, or does not answer, before it is ready; the message holds its last words. */
export class NotReadyError extends Error {
  override readonly name = 'NotReadyError';
}

/**
 * Starts a program, waits until it is ready, and from then on starts it again whenever it ends by itself.
 * The program is in a process group of its own, so that a Ctrl-C reaches the launcher alone, which stops it in order.
 * @throws NotReadyError when the first start fails.
 */
export function keepRunning(program: Program, place: Place): Promise<void> {
  return keepTrying({ name: program.name, attempt: () => launch(program, place) }, place);
}

/** One run of a program. */
export type Attempt = {
  readonly ready: Promise<unknown>;
  /** Resolves when the program has ended, or could not start, with how. */
  readonly ended: Promise<string>;
  readonly end: () => Promise<void>;
};
export type Repeated = { readonly name: string; readonly attempt: () => Attempt };

/**
 * Waits for the first attempt to be ready, and makes another whenever one has ended.
 * @throws whatever makes the first attempt fail.
 */
export async function keepTrying({ name, attempt }: Repeated, place: Place): Promise<void> {
  const first = attempt();
  await first.ready;
  void tryAgain(first, { name, attempt, place });
}

async function tryAgain(
  first: Attempt,
  { name, attempt, place }: Repeated & { place: Place },
): Promise<void> {
  let current = first;
  let pause = SHORTEST_PAUSE_MS;
  for (;;) {
    const since = Date.now();
    const how = await current.ended;
    if (Date.now() - since > STEADY_AFTER_MS) pause = SHORTEST_PAUSE_MS;
    if (place.stopping.aborted) return;
    place.report(`${name} ended (${how}); starting it again in ${pause / 1000} s`);
    await sleep(pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    if (place.stopping.aborted) return;
    current = attempt();
    await current.ready.then(
      () => place.report(`${name} is back`),
      () => current.end(),
    );
  }
}

function launch(program: Program, place: Place): Attempt {
  const logFile = join(place.logDirectory, `${program.name}.log`);
  const log = openLog(logFile);
  const child = spawn(program.command, program.args, {
    cwd: program.cwd,
    env: program.env ?? process.env,
    uid: program.uid,
    gid: program.gid,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (identity) {
    const { name, signal, rank } = program;
    writeRecord(place.runDirectory, { ...identity, name, signal, rank, launcher: place.launcher });
  }
  const ready = untilReady({ program, child, ended, logFile });
  ready.catch(() => undefined);
  return {
    ready,
    ended,
    end: async () => {
      if (identity) await endProcess(identity, program.signal);
    },
  };
}

type Wait = {
  readonly program: Program;
  readonly child: ChildProcess;
  readonly ended: Promise<string>;
  readonly logFile: string;
};

async function untilReady({ program, child, ended, logFile }: Wait): Promise<void> {
  let how: string | undefined;
  void ended.then((text) => (how = text));
  const deadline = Date.now() + program.readyWithinMs;
  for (;;) {
    await Promise.race([sleep(40), ended]);
    if (how !== undefined)
      throw new NotReadyError(`${program.name} ended at once (${how}).\n${tail(logFile)}`);
    if (child.pid !== undefined && (await program.isReady(child.pid).catch(() => false))) return;
    if (Date.now() > deadline) {
      const seconds = Math.round(program.readyWithinMs / 1000);
      throw new NotReadyError(`${program.name} did not answer within ${seconds} s.\n${tail(logFile)}`);
    }
  }
}

/** Appends; a log that has grown large is set aside once, so that logs never fill the disk. */
function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > LARGEST_LOG_BYTES) renameSync(file, `${file}.old`);
  return openSync(file, 'a', 0o600);
}

/** The last lines of a log without the frames of stacks, indented, below the log's own path. */
export function tail(file: string, lines = 12): string {
  const text = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const telling = text.filter((line) => line.trim() !== '' && !/^\s+at /.test(line)).slice(-lines);
  return [`  The end of ${file}:`, ...telling.map((line) => `    ${line}`)].join('\n');
}
