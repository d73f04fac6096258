import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockFolder } from './lock.ts';
import type { Progress } from './progress.ts';
import { endRecorded } from './services/processes.ts';
import type { Identity } from './services/processes.ts';
import { readSecrets } from './services/secrets.ts';
import type { Context } from './services/service.ts';

export type FolderOptions = {
  readonly path: string;
  readonly progress: Progress;
  /** Where fetched programs and models are kept; the data folder itself by default. */
  readonly cache?: string;
  /** False for a throw-away folder. */
  readonly durable: boolean;
  /** After a signal waits for the work all the same: it has heard the signal too, and ends by itself. */
  readonly untilWorkEnds?: boolean;
};

/**
 * Works with a data folder that belongs to this process alone, until the work is done or a signal asks to stop
 * (SIGINT, SIGTERM, SIGHUP); then ends in order everything that was started on it, and nothing else.
 * @returns the signal, if one came.
 * @throws LockedError when another launcher runs on the folder; whatever `work` throws.
 */
export async function inDataFolder(
  { path, progress, durable, cache = path, untilWorkEnds = false }: FolderOptions,
  work: (context: Context) => Promise<void>,
): Promise<NodeJS.Signals | undefined> {
  const signal = firstSignal();
  const data = resolve(path);
  const { launcher, release } = await lockFolder(data);
  const runDirectory = join(data, 'run');
  const left = await endRecorded(runDirectory, () => true);
  if (left.length > 0) progress.note(`Ended what a former start had left running: ${left.join(', ')}`);
  setGuard(runDirectory, launcher);

  const stopping = new AbortController();
  const ends: (() => Promise<void>)[] = [];
  const context: Context = {
    data,
    cache: resolve(cache),
    durable,
    secrets: readSecrets(data),
    place: {
      runDirectory,
      logDirectory: join(data, 'logs'),
      launcher,
      report: progress.note,
      stopping: stopping.signal,
    },
    note: progress.note,
    atEnd: (end) => ends.push(end),
  };
  // Waiting for a signal alone does not keep a process alive.
  const alive = setInterval(() => undefined, 60_000);
  try {
    const done = work(context).then(() => undefined);
    return untilWorkEnds ? await done : await Promise.race([done, signal]);
  } finally {
    clearInterval(alive);
    stopping.abort();
    await endRecorded(runDirectory, (record) => record.launcher.pid === launcher.pid);
    await Promise.allSettled(ends.map((end) => end()));
    release();
  }
}

/** The first signal that asks to stop; later ones are ignored, as everything is being stopped already. */
export const firstSignal = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => resolve(name));
    // The death of the program in whose place this one runs is as good as a signal.
    const parent = process.ppid;
    if (process.env.MARQUEE_BOOTSTRAP !== String(parent)) return;
    setInterval(() => process.ppid === parent || resolve('SIGHUP'), 500).unref();
  });

/** Starts the process that ends everything should this one be killed. */
function setGuard(runDirectory: string, launcher: Identity): void {
  const program = fileURLToPath(import.meta.resolve('./services/guard.ts'));
  const guard = spawn(process.execPath, [program, runDirectory, String(launcher.pid), launcher.started], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  // A pipe of a child keeps the event loop alive, though the types do not say that it can be let go.
  if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();
}
