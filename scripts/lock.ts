import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive } from './services/processes.ts';
import type { Identity } from './services/processes.ts';

/** Another launcher holds the data folder. */
export class LockedError extends Error {
  override readonly name = 'LockedError';
}

export type Lock = { readonly launcher: Identity; readonly release: () => void };

/**
 * Takes a data folder for this process alone. The lock of a process that is gone counts for nothing.
 * @throws LockedError when a living launcher holds it.
 */
export async function lockFolder(data: string): Promise<Lock> {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const file = join(data, 'launcher.lock');
  const launcher = identify(process.pid)!;
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(launcher), { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = read(file);
      if (holder && isAlive(holder)) {
        throw new LockedError(
          `Marquee already runs on ${data} (process ${holder.pid}). Stop it first, or choose another folder with MARQUEE_DATA (and PORT, API_PORT).`,
        );
      }
      rmSync(file, { force: true });
      continue;
    }
    // Two that find the same stale lock may both remove and write it: the last to write has it.
    await sleep(50);
    const holder = read(file);
    if (holder?.pid === launcher.pid && holder.started === launcher.started) {
      return { launcher, release: () => rmSync(file, { force: true }) };
    }
  }
}

function read(file: string): Identity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Identity;
  } catch {
    return undefined;
  }
}
