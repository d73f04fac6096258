import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { privatePort } from './ports.ts';
import { redisBinary } from './redis-binary.ts';
import { SERVICE_RANK } from './service.ts';
import type { Context, Service } from './service.ts';
import { keepRunning } from './supervisor.ts';

/**
 * Starts a private Redis or Valkey on a loopback port. Queued jobs live in it, so every write goes to a log on disk
 * and nothing is ever evicted. Each engine has a folder of its own: neither reads what a newer other one wrote.
 * @throws CannotRunError when no server can be had.
 */
export async function startRedis(context: Context): Promise<Service> {
  const { server, engine, version } = await redisBinary(context);
  const directory = join(context.data, `${engine.toLowerCase()}-${Number.parseInt(version)}`);
  mkdirSync(directory, { recursive: true });
  const port = await privatePort(context.data, 'redis');
  const password = context.secrets.redisPassword;
  const settings = [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir ${JSON.stringify(directory)}`,
    'daemonize no',
    `appendonly ${context.durable ? 'yes' : 'no'}`,
    'appendfsync everysec',
    context.durable ? 'save 300 100' : 'save ""',
    'maxmemory-policy noeviction',
  ];
  const file = join(directory, 'marquee.conf');
  writeFileSync(file, `${settings.join('\n')}\n`, { mode: 0o600 });
  await keepRunning(
    {
      name: 'redis',
      command: server,
      args: [file],
      signal: 'SIGTERM',
      rank: SERVICE_RANK,
      isReady: () => answers(port, password),
      readyWithinMs: 60_000,
    },
    context.place,
  );
  return { url: `redis://:${password}@127.0.0.1:${port}`, what: `${engine} ${version}` };
}

/** Says PING to the server; false while it loads its data. */
const answers = (port: number, password: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let said = '';
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => end(false));
    socket.once('error', () => end(false));
    socket.once('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    socket.on('data', (part) => {
      said += String(part);
      if (said.includes('+PONG')) end(true);
      else if (said.includes('-')) end(false);
    });
  });
