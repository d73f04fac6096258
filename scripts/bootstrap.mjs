import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What has to work before anything is installed, under any Node from 20 up: installs the dependencies, finds the
 * Node that came with them, and runs a TypeScript program under it. No TypeScript and no dependency here.
 */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const WANTED_NODE = 24;
const MARKER = join(ROOT, 'node_modules/.marquee-installed');

/** Runs `program` (relative to the repository) in place of this process: same terminal, signals and exit code. */
export async function runInstalled(program, args = process.argv.slice(2)) {
  const startedAt = Date.now();
  installWhatIsMissing();
  const child = spawn(findNode(), [join(ROOT, program), ...args], {
    stdio: 'inherit',
    env: {
      // What TypeScript became is kept: a process then starts without its compiler, 18 MB lighter.
      NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/compiled'),
      ...process.env,
      MARQUEE_BOOTSTRAP: String(process.pid),
      MARQUEE_STARTED_AT: String(startedAt),
    },
  });
  // In a terminal a Ctrl-C reaches the child by itself.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  endWithNpm(child);
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (...how) => resolve(how));
  });
  process.exit(code ?? (signal === 'SIGINT' ? 130 : 1));
}

/** npm passes signals on, but not its own death; between it and this process stands a shell. */
function endWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const above = parentOfShell(parent);
  const isAlone = () => process.ppid !== parent || (above && (parentOfShell(parent) ?? above) !== above);
  setInterval(() => isAlone() && child.kill('SIGTERM'), 2000).unref();
}

/** The parent of a process `sh -c …`; undefined for any other, and where there is no `ps`. */
function parentOfShell(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' });
  return /^\s*(\d+)\s+\S*sh -c /.exec(stdout ?? '')?.[1];
}

function installWhatIsMissing() {
  const wanted = fingerprint();
  if (existsSync(MARKER) && readFileSync(MARKER, 'utf8') === wanted) return;
  if (!isInstalled()) {
    console.log(
      `Installing the dependencies${existsSync(MARKER) ? ', which have changed' : ''} (about a minute) …`,
    );
    const since = Date.now();
    const npm = process.env.npm_execpath;
    const words = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
    const options = { cwd: ROOT, stdio: 'inherit' };
    const { status } = npm?.endsWith('.js')
      ? spawnSync(process.execPath, [npm, ...words], options)
      : spawnSync('npm', words, { ...options, shell: process.platform === 'win32' });
    if (status !== 0) stop('The dependencies could not be installed; what npm says stands above.');
    console.log(`Installed the dependencies (${((Date.now() - since) / 1000).toFixed(1)} s)`);
  }
  writeFileSync(MARKER, wanted);
}

/** Of everything that decides what npm installs. */
function fingerprint() {
  const { workspaces } = readJson('package.json');
  const files = [
    'package-lock.json',
    'package.json',
    ...workspaces.map((folder) => `${folder}/package.json`),
  ];
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

/** Whether what npm wrote down at its last run here is what the lock file asks for. */
function isInstalled() {
  if (!existsSync(join(ROOT, 'node_modules/.package-lock.json'))) return false;
  const installed = readJson('node_modules/.package-lock.json').packages;
  return Object.entries(readJson('package-lock.json').packages).every(
    ([path, { version, optional }]) =>
      !path.includes('node_modules/') || optional || installed[path]?.version === version,
  );
}

const readJson = (file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));

/** The Node among the dependencies, else the running one when it is new enough. */
function findNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const packaged = join(ROOT, `node_modules/node-${platform}-${process.arch}/bin/${program}`);
  if (existsSync(packaged) && spawnSync(packaged, ['--version']).status === 0) return packaged;
  if (Number.parseInt(process.versions.node) >= WANTED_NODE) return process.execPath;
  return stop(
    `Marquee needs Node ${WANTED_NODE}, which npm does not carry for ${process.platform}-${process.arch}, and this is Node ` +
      `${process.versions.node}. Install Node ${WANTED_NODE} or newer (https://nodejs.org) and run the command again.`,
  );
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
