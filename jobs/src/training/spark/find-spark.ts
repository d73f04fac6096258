import { execFile } from 'node:child_process';
import { access, constants, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { childEnvironment } from '@marquee/contract/environment';
import { findJava } from '@marquee/elastic/embedded/java';
import { PermanentFailure } from '#outcome';
import { pythonPathOf } from '#training/spark/spark-command';
import type { FoundSpark } from '#training/spark/spark-command';

/** What pip is asked for; numpy is what pyspark.ml needs beside it. */
export const REQUIREMENTS = ['pyspark==4.3.0', 'numpy'] as const;
/** The oldest Java that Spark 4 runs on. */
const MINIMUM_JAVA = 17;
const IMPORTS = 'import pyspark.ml';

export interface FindSparkOptions {
  /** Folder in which a fetched PySpark is kept. */
  readonly folder: string;
  /** SPARK_HOME. */
  readonly home: string | undefined;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
  /** Whether PySpark may be fetched; true unless told. */
  readonly mayFetch?: boolean;
  /** Read for PATH and JAVA_HOME; the environment of this process unless told. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Finds what runs Spark: Python, a Java from 17 up, and PySpark, which is looked for in SPARK_HOME, in Python itself and in the
 * data folder, and then fetched from PyPI.
 * @throws PermanentFailure that says what is missing and what to do
 */
export async function findSpark(options: FindSparkOptions): Promise<FoundSpark> {
  const { folder, home, signal } = options;
  const environment = options.environment ?? childEnvironment({});
  const python = await onPath(environment, 'python3', 'python');
  if (python === undefined)
    throw new PermanentFailure(
      'Spark needs Python 3, and there is no python3 on the PATH (Debian, Ubuntu: apt install python3 python3-pip).',
    );
  const javaHome = await javaFor(environment);
  const found = { python, javaHome };
  const works = (pythonPath: readonly string[]): Promise<boolean> =>
    succeeds(python, ['-c', IMPORTS], { environment: { ...environment, ...asPath(pythonPath) }, signal });
  if (home !== undefined) {
    const py4j = (await readdir(join(home, 'python/lib')).catch(() => [])).find((name) =>
      /^py4j-.+\.zip$/.test(name),
    );
    const pythonPath = py4j === undefined ? [] : pythonPathOf(home, py4j);
    if (py4j !== undefined && (await works(pythonPath))) return { ...found, pythonPath, home };
    throw new PermanentFailure(
      `SPARK_HOME is ${home}, but ${python} cannot \`${IMPORTS}\` from its folder python/: it must be an installation of Spark 4, and numpy must be there (pip install numpy).`,
    );
  }
  if (await works([])) return { ...found, pythonPath: [], home: undefined };
  const fetched = join(folder, 'py');
  if (!(await works([fetched]))) {
    if (options.mayFetch === false) throw new PermanentFailure(`PySpark is not installed for ${python}.`);
    await fetchPySpark(python, { ...options, environment });
    if (!(await works([fetched])))
      throw new PermanentFailure(`PySpark was fetched to ${fetched}, but ${python} cannot \`${IMPORTS}\`.`);
  }
  return { ...found, pythonPath: [fetched], home: undefined };
}

async function javaFor(env: Readonly<Record<string, string | undefined>>): Promise<string> {
  try {
    return (await findJava({ env, minimum: MINIMUM_JAVA, compiler: false })).home;
  } catch (error) {
    throw new PermanentFailure(
      `Spark needs Java ${MINIMUM_JAVA} or newer, and none was found (Debian, Ubuntu: apt install openjdk-17-jre-headless; macOS: brew install openjdk). Set JAVA_HOME if it lies in an unusual folder.`,
      { cause: error },
    );
  }
}

/** The folder appears whole or not at all. */
async function fetchPySpark(
  python: string,
  {
    folder,
    log,
    signal,
    environment,
  }: FindSparkOptions & { readonly environment: Readonly<Record<string, string | undefined>> },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const staging = await mkdtemp(join(folder, 'fetching-'));
  log(`Getting ${REQUIREMENTS.join(' and ')} from PyPI (460 MB, only this once) …`);
  try {
    const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', staging];
    const { error } = await run(python, [...args, ...REQUIREMENTS], { environment, signal });
    signal?.throwIfAborted();
    if (error !== undefined)
      throw new PermanentFailure(
        `PySpark could not be fetched with pip: ${error}\nInstall it for ${python} (pip install ${REQUIREMENTS.join(' ')}), or set SPARK_HOME to an installation of Spark 4.`,
      );
    await rm(join(folder, 'py'), { recursive: true, force: true });
    await rename(staging, join(folder, 'py'));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

interface RunOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
}

/** Runs a program to its end. @returns the last of what it complained of, or no error. */
export function run(
  program: string,
  args: readonly string[],
  { environment, signal }: RunOptions,
): Promise<{ readonly error: string | undefined }> {
  return new Promise((resolve) => {
    const options = { env: environment as NodeJS.ProcessEnv, signal, killSignal: 'SIGKILL' as const };
    execFile(program, [...args], options, (failure, stdout, stderr) => {
      const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-8).join('\n');
      resolve({ error: failure === null ? undefined : said || failure.message });
    });
  });
}

const succeeds = async (program: string, args: readonly string[], options: RunOptions): Promise<boolean> =>
  (await run(program, args, options)).error === undefined;

const asPath = (folders: readonly string[]): Record<string, string> =>
  folders.length > 0 ? { PYTHONPATH: folders.join(delimiter) } : {};

/** The first of the programs that is on the PATH. */
export async function onPath(
  environment: Readonly<Record<string, string | undefined>>,
  ...names: readonly string[]
): Promise<string | undefined> {
  for (const name of names)
    for (const folder of (environment.PATH ?? '').split(delimiter).filter(Boolean)) {
      const file = join(folder, name);
      const isThere = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) return file;
    }
  return undefined;
}
