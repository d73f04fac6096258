import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { leftover } from './leftovers.ts';

export interface BareServer {
  readonly url: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** Starts one of the bare programs beside this file, which print their address when they answer. */
export async function startBare(program: string, args: readonly string[]): Promise<BareServer> {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = leftover(() => Promise.resolve(child.kill('SIGTERM')));
  const line = await Promise.race([
    once(child.stdout, 'data').then(([text]) => String(text)),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`${program} ended with ${String(code)}`))),
  ]);
  return { url: line.trim(), pid: child.pid!, stop };
}
