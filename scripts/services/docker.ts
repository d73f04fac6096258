import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { privatePort } from './ports.ts';
import { CannotRunError } from './service.ts';
import type { Context, Service, ServiceName } from './service.ts';

const run = promisify(execFile);
const COMPOSE_FILE = join(dirname(fileURLToPath(import.meta.url)), '../../docker-compose.yml');

/** Why containers cannot be had here, or undefined when a Docker engine with Compose answers. */
export async function whyNoDocker(): Promise<string | undefined> {
  try {
    await run('docker', ['version', '--format', '{{.Server.Version}}'], { timeout: 10_000 });
    await run('docker', ['compose', 'version'], { timeout: 10_000 });
    return undefined;
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    if (code === 'ENOENT') return 'there is no docker command';
    return (stderr ?? '').trim().split('\n').at(-1) || 'no Docker engine answers';
  }
}

/**
 * Starts one service of the Compose file, in a project that belongs to the data folder, on a private loopback port.
 * @throws CannotRunError without a Docker engine.
 */
export async function startContainer(name: ServiceName, context: Context): Promise<Service> {
  const reason = await whyNoDocker();
  if (reason) throw new CannotRunError(`Docker cannot be used (${reason})`);
  const port = await privatePort(context.data, `docker-${name}`);
  const { postgresPassword, redisPassword } = context.secrets;
  const env = {
    ...process.env,
    [`MARQUEE_${name.toUpperCase()}_PORT`]: String(port),
    POSTGRES_PASSWORD: postgresPassword,
    REDIS_PASSWORD: redisPassword,
  };
  const project = `marquee-${createHash('sha256').update(context.data).digest('hex').slice(0, 8)}`;
  const compose = async (...words: readonly string[]): Promise<void> => {
    await run('docker', ['compose', '-f', COMPOSE_FILE, '-p', project, ...words], { env });
  };
  context.note(`starting ${name} in a container (the image is fetched at first)`);
  context.atEnd(() => compose('stop', name));
  await compose('up', '--detach', '--wait', name);
  const urls = {
    postgres: `postgres://marquee:${postgresPassword}@127.0.0.1:${port}/marquee`,
    redis: `redis://:${redisPassword}@127.0.0.1:${port}`,
    elasticsearch: `http://127.0.0.1:${port}`,
  };
  return { url: urls[name], what: `${name} in a container` };
}
