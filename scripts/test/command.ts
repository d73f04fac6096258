import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** The environment of whatever a test run starts: its own Node first on the PATH. */
export const testEnvironment = (
  changes: Readonly<Record<string, string | undefined>> = {},
): NodeJS.ProcessEnv => ({
  ...process.env,
  // nx would ask its tools for colours otherwise, which have no place in a log.
  FORCE_COLOR: '0',
  PATH: [dirname(process.execPath), join(ROOT, 'node_modules/.bin'), process.env.PATH].join(delimiter),
  ...changes,
});

const running = new Set<ChildProcess>();

/** Asks whatever still runs to end; a test run that is stopped leaves nothing behind. */
export function endCommands(): void {
  for (const child of running) child.kill('SIGTERM');
}

/** Has the process ended by endCommands, for as long as it runs. */
export function follow(child: ChildProcess): void {
  running.add(child);
  child.once('close', () => running.delete(child));
}

export type Command = {
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Shows what it says as it says it. */
  readonly show?: boolean;
};

/**
 * Runs a tool of node_modules in the repository's root.
 * @throws Error with all it said when its exit code is not 0.
 */
export async function tool(
  name: string,
  { args, env = testEnvironment(), show = false }: Command,
): Promise<void> {
  const child = spawn(process.execPath, [join(ROOT, 'node_modules/.bin', name), ...args], {
    cwd: ROOT,
    env,
    stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  follow(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (said += String(part)));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(said.trim() || `${name} ended with exit code ${code}`);
}
