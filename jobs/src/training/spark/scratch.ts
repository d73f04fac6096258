import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning } from '@marquee/elastic/embedded/processes';

/**
 * Makes a folder for one run of Spark. What runs have left whose process was killed goes: it holds ratings and the database's
 * password.
 */
export async function makeScratch(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) {
    const owner = /^run-(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner)))
      await rm(join(folder, name), { recursive: true, force: true });
  }
  return await mkdtemp(join(folder, `run-${process.pid}-`));
}
