import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { onPath } from './on-path.ts';

type Note = (line: string) => void;

/** Runs a command to its end without a word; false when it fails or is not there. */
function succeeds(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  return new Promise((resolve) => {
    spawn(command, args, { stdio: 'ignore', env })
      .once('error', () => resolve(false))
      .once('close', (code) => resolve(code === 0));
  });
}

/** Installs a Python package of exactly this version into a folder of its own, without its dependencies. */
export async function pipInstall(requirement: string, target: string, note: Note): Promise<boolean> {
  const python = onPath('python3', 'python');
  if (!python) return false;
  mkdirSync(target, { recursive: true });
  note(`getting ${requirement} with pip`);
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-deps'];
  return succeeds(python, ['-m', 'pip', 'install', ...quiet, '--target', target, requirement]);
}

/** Installs Debian packages where that may be done without asking: as root, on a system with apt. */
export async function aptInstall(packages: readonly string[], note: Note): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  const apt = onPath('apt-get');
  if (!apt) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  note(`getting ${packages.join(', ')} with apt-get`);
  // The lists may be missing or old: only then is the slower way gone.
  return (
    (await succeeds(apt, install, env)) ||
    ((await succeeds(apt, ['update'], env)) && (await succeeds(apt, install, env)))
  );
}
