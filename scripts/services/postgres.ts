import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { onPath } from './on-path.ts';
import { privatePort } from './ports.ts';
import { commandLine, endProcess, identify } from './processes.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import type { Binaries } from './postgres-binaries.ts';
import { CannotRunError, SERVICE_RANK } from './service.ts';
import type { Context, Service } from './service.ts';
import { keepRunning } from './supervisor.ts';

const USER = 'marquee';
const NOBODY = 65534;

/**
 * Starts a private Postgres on a loopback port, with its data in the data folder; creates user and database at first.
 * @throws CannotRunError when there are no binaries for this machine, or they may not run as this user.
 */
export async function startPostgres(context: Context): Promise<Service> {
  const binaries = postgresBinaries();
  const run = runner(binaries, context.data);
  const directory = join(context.data, `postgres-${binaries.major}`);
  await endFormer(directory);
  if (!existsSync(join(directory, 'PG_VERSION'))) await create(directory, { run, binaries, context });

  const port = await privatePort(context.data, 'postgres');
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '128MB',
    max_wal_size: '2GB',
    ...(context.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [command, ...args] = run.command([binaries.postgres, '-D', directory, ...flags]);
  await keepRunning(
    {
      name: 'postgres',
      command: command!,
      args,
      ...run.as,
      signal: 'SIGINT', // "Fast": ends the connections and writes everything down.
      rank: SERVICE_RANK,
      isReady: async (pid) => serves(directory, pid),
      readyWithinMs: 60_000,
    },
    context.place,
  );
  return {
    url: `postgres://${USER}:${context.secrets.postgresPassword}@127.0.0.1:${port}/${USER}`,
    what: `Postgres ${binaries.version}`,
  };
}

type Runner = {
  readonly command: (words: readonly string[]) => readonly string[];
  readonly as: { readonly uid?: number; readonly gid?: number };
};

/** Postgres refuses to run as root: there it runs in a user namespace that calls root 1000, or as nobody. */
function runner(binaries: Binaries, data: string): Runner {
  if (process.getuid?.() !== 0) return { command: (words) => words, as: {} };
  const unshare = onPath('unshare');
  const namespace = ['--user', '--map-user=1000', '--map-group=1000', '--'];
  if (unshare && spawnSync(unshare, [...namespace, binaries.postgres, '--version']).status === 0) {
    return { command: (words) => [unshare, ...namespace, ...words], as: {} };
  }
  const nobody = { uid: NOBODY, gid: NOBODY };
  // Others may pass through the data folder to the database's own, but not look into it.
  chmodSync(data, 0o711);
  if (spawnSync(binaries.postgres, ['--version'], { ...nobody, cwd: data }).status === 0)
    return { command: (words) => words, as: nobody };
  throw new CannotRunError(
    'Postgres does not run as root, this machine allows no user namespaces, and other users cannot read this folder: run as a normal user, or move the folder',
  );
}

type Creation = { readonly run: Runner; readonly binaries: Binaries; readonly context: Context };

/** Built beside and moved into place, so that a start which is killed half-way leaves nothing behind that looks whole. */
async function create(directory: string, { run, binaries, context }: Creation): Promise<void> {
  const fresh = `${directory}.new`;
  const passwordFile = `${directory}.password`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, context.secrets.postgresPassword, { mode: 0o600 });
  if (run.as.uid !== undefined) {
    for (const path of [fresh, passwordFile]) chownSync(path, run.as.uid, run.as.gid!);
  }
  try {
    const locale = ['--encoding=UTF8', '--locale=C', '--no-sync'];
    const login = [`--username=${USER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    await finish(run, [binaries.initdb, '-D', fresh, ...locale, ...login]);
    const single = [binaries.postgres, '--single', '-D', fresh, 'postgres'];
    await finish(run, single, `CREATE DATABASE ${USER}\n`);
    renameSync(fresh, directory);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function finish(run: Runner, words: readonly string[], input = ''): Promise<void> {
  const [command, ...args] = run.command(words);
  const child = spawn(command!, args, { ...run.as, stdio: 'pipe' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)));
  child.stdin.end(input);
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`${words[0]} failed (exit code ${code}):\n${said}`);
}

/** postmaster.pid: line 1 the pid, line 8 the state. */
function readPidFile(directory: string): { readonly pid: number; readonly state: string } | undefined {
  const file = join(directory, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(lines[0]), state: lines[7]?.trim() ?? '' };
}

const serves = (directory: string, pid: number): boolean => {
  const file = readPidFile(directory);
  return file?.pid === pid && file.state === 'ready';
};

/** A server of this very folder that outlived its launcher is ended; a pid file that names anything else is removed. */
async function endFormer(directory: string): Promise<void> {
  const former = readPidFile(directory);
  if (!former) return;
  const identity = identify(former.pid);
  if (identity && commandLine(former.pid).includes(directory)) await endProcess(identity, 'SIGINT', 30_000);
  rmSync(join(directory, 'postmaster.pid'), { force: true });
}
