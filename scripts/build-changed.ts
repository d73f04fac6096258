import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LockedError, lockFolder } from './lock.ts';
import type { Lock } from './lock.ts';

export type Build = {
  readonly folder: string;
  /** Where the result lies, in the folder. */
  readonly output: string;
  /** Patterns of the files that decide what comes out, from the repository's root. */
  readonly sources: readonly string[];
};

export const BUILDS: readonly Build[] = [
  { folder: 'api', output: 'dist', sources: ['api/src/**/*', 'api/*.{ts,json}'] },
  {
    folder: 'web',
    output: 'build',
    sources: ['web/app/**/*', 'web/public/**/*', 'web/*.{ts,json}', 'contract/src/*'],
  },
];

/**
 * Builds what has changed since its last build.
 * @returns the folders that were built.
 * @throws Error with what the build said.
 */
export async function buildChanged(
  root: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<readonly string[]> {
  if (BUILDS.every((build) => isFresh(root, build))) return [];
  const lock = await wait(join(root, '.marquee-build'));
  try {
    const stale = BUILDS.filter((build) => !isFresh(root, build));
    await Promise.all(stale.map((build) => run(root, build, env)));
    return stale.map((build) => build.folder);
  } finally {
    lock.release();
  }
}

const markOf = (root: string, { folder, output }: Build): string => join(root, folder, output, '.sources');

function isFresh(root: string, build: Build): boolean {
  const mark = markOf(root, build);
  return existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint(root, build);
}

function fingerprint(root: string, { sources }: Build): string {
  const hash = createHash('sha256');
  for (const entry of globSync([...sources, 'package-lock.json'], { cwd: root, withFileTypes: true })
    .filter((found) => found.isFile() && !/\.(spec|e2e)\.tsx?$/.test(found.name))
    .map((found) => join(found.parentPath, found.name))
    .sort()) {
    hash.update(entry.slice(root.length)).update(readFileSync(entry));
  }
  return hash.digest('hex');
}

async function run(root: string, build: Build, env: NodeJS.ProcessEnv): Promise<void> {
  const before = fingerprint(root, build);
  const { scripts } = JSON.parse(readFileSync(join(root, build.folder, 'package.json'), 'utf8')) as {
    scripts: { build: string };
  };
  const [program, ...args] = scripts.build.split(' ');
  const child = spawn(process.execPath, [join(root, 'node_modules/.bin', program!), ...args], {
    cwd: join(root, build.folder),
    env: { ...env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`The build of ${build.folder} failed:\n${said.trimEnd()}`);
  writeFileSync(markOf(root, build), before);
}

/** Two copies of Marquee may start at the same time from one checkout: one builds, the other waits. */
async function wait(folder: string): Promise<Lock> {
  for (;;) {
    try {
      return await lockFolder(folder);
    } catch (error) {
      if (!(error instanceof LockedError)) throw error;
      await sleep(200);
    }
  }
}
