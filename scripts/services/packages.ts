import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { onPath } from './on-path.ts';

type Note = (line: string) => void;

/** Runs a command to its end without a word; false when it fails or is not there. */
export function succeeds(
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

export type PipRequest = {
  /** Such as "onnx==1.23.2". */
  readonly requirement: string;
  /** A folder of its own: nothing of the system's Python changes. */
  readonly target: string;
  readonly dependencies: boolean;
  readonly note: Note;
};

/** Installs a Python package into a folder; false where there is no Python with pip, or it cannot be had. */
export async function pipInstall({ requirement, target, dependencies, note }: PipRequest): Promise<boolean> {
  const python = await pythonWithPip(note);
  if (!python) return false;
  mkdirSync(target, { recursive: true });
  note(`Getting ${requirement} with pip …`);
  const quiet = ['--quiet', '--disable-pip-version-check', ...(dependencies ? [] : ['--no-deps'])];
  return succeeds(python, ['-m', 'pip', 'install', ...quiet, '--target', target, requirement]);
}

async function pythonWithPip(note: Note): Promise<string | undefined> {
  const find = () => onPath('python3', 'python');
  const hasPip = async () => {
    const python = find();
    return python !== undefined && (await succeeds(python, ['-m', 'pip', '--version']));
  };
  if (!(await hasPip())) await aptInstall(['python3', 'python3-pip'], note);
  return (await hasPip()) ? find() : undefined;
}

/** Installs Debian packages where that may be done without asking: as root, on a system with apt. */
export async function aptInstall(packages: readonly string[], note: Note): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  const apt = onPath('apt-get');
  if (!apt) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  note(`Getting ${packages.join(', ')} with apt-get …`);
  // The lists may be missing or old: only then is the slower way gone.
  return (
    (await succeeds(apt, install, env)) ||
    ((await succeeds(apt, ['update'], env)) && (await succeeds(apt, install, env)))
  );
}
