import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MAIN_CLASS, PARENT_PROPERTY, dataSetting } from './command.ts';
import { endProcess, processFacts } from './processes.ts';

const GRACE_MS = 20_000;

/** Where the process number of the node over a data folder is written down. */
export function pidFile(data: string): string {
  return join(data, 'elasticsearch.pid');
}

/**
 * Ends the node that a killed parent left over this data folder, so that the folder's lock is free. The number in the pid
 * file is believed only if that process is our launcher over this very folder: a stale number may be anybody's by now.
 * The lock itself is the operating system's and goes with its process; there is no lock file to clear.
 *
 * @returns the number of the process that was ended, or undefined
 * @throws Error where the node's parent is alive: then it is no orphan, but another run in the same folder
 */
export async function stopOrphan(data: string): Promise<number | undefined> {
  const pid = Number(await readFile(pidFile(data), 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const facts = await processFacts(pid);
  const args = facts?.command.split(' ') ?? [];
  const isOurs = args.includes(MAIN_CLASS) && facts?.command.includes(` ${dataSetting(data)} `);
  if (facts && isOurs) {
    const starter = Number(
      args.find((arg) => arg.startsWith(PARENT_PROPERTY))?.slice(PARENT_PROPERTY.length),
    );
    if (facts.parent === starter && starter !== process.pid) {
      throw new Error(
        `Elasticsearch already runs over ${data} (process ${pid}), started by process ${starter}, which is still at work. ` +
          'Stop that one first, or use another data folder.',
      );
    }
    await endProcess(pid, { graceMs: GRACE_MS });
  }
  await rm(pidFile(data), { force: true });
  return isOurs ? pid : undefined;
}
