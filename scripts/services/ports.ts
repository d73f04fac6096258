import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { commandLine } from './processes.ts';

/** Below the range from which Linux, macOS and Windows take the ports of outgoing connections. */
const LOWEST = 15_000;
const HIGHEST = 19_999;

/** Whether this process could listen on the port now. */
export const isFree = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });

/**
 * The private port of a service: the one it had before, kept in the data folder, or a free one chosen at random.
 * Known addresses survive a restart, and two copies of Marquee never meet.
 */
export async function privatePort(data: string, name: string): Promise<number> {
  const file = join(data, 'ports.json');
  const known = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as Record<string, number>;
  let port = known[name];
  while (port === undefined || !(await isFree(port))) {
    port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST + 1));
    if (Object.values(known).includes(port)) port = undefined;
  }
  // Read again: services that start at the same time write the same file.
  const now = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as Record<string, number>;
  writeFileSync(file, JSON.stringify({ ...now, [name]: port }, null, 2));
  return port;
}

/** Who listens on a TCP port of this machine, in words; undefined when the system does not tell. */
export function whoListens(port: number): string | undefined {
  const lsof = spawnSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fp'], { encoding: 'utf8' });
  const ss = () => spawnSync('ss', ['-Hltnp', `sport = :${port}`], { encoding: 'utf8' }).stdout ?? '';
  const pid = /^p(\d+)/m.exec(lsof.stdout ?? '')?.[1] ?? /pid=(\d+)/.exec(ss())?.[1];
  if (!pid) return undefined;
  const command = commandLine(Number(pid));
  return `process ${pid}${command ? ` (${command.length > 80 ? `${command.slice(0, 77)}…` : command})` : ''}`;
}
