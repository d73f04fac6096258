import { execFile } from 'node:child_process';
import { access, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The oldest Java that the embedded Elasticsearch runs on. */
export const MINIMUM_JAVA = 21;

export interface Java {
  /** The folder that JAVA_HOME would name. */
  readonly home: string;
  /** The feature version, such as 25. */
  readonly version: number;
}

export interface FindJavaOptions {
  /** Read for JAVA_HOME and PATH; default: the environment of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly minimum?: number;
  /** Whether it must have a compiler too; it must unless told. */
  readonly compiler?: boolean;
}

/**
 * The first Java development kit that is new enough: JAVA_HOME, `java` on the PATH, then the usual folders of Linux and
 * macOS. Each candidate is run and asked; a folder's name proves nothing.
 *
 * @throws Error that says what was found and what to install
 */
export async function findJava({
  env = process.env,
  minimum = MINIMUM_JAVA,
  compiler = true,
}: FindJavaOptions = {}): Promise<Java> {
  const rejected = new Map<string, string>();
  for await (const executable of candidates(env)) {
    const java = await inspect(executable);
    if (!java || rejected.has(java.home)) continue;
    if (java.version < minimum) {
      rejected.set(java.home, `${java.home} is version ${java.version}`);
    } else if (compiler && !(await exists(join(java.home, 'bin', executableName('javac'))))) {
      rejected.set(java.home, `${java.home} has no compiler (javac)`);
    } else {
      return java;
    }
  }
  throw new Error(missingJava(minimum, [...rejected.values()]));
}

async function* candidates(env: NonNullable<FindJavaOptions['env']>): AsyncGenerator<string> {
  const java = executableName('java');
  if (env.JAVA_HOME) yield join(env.JAVA_HOME, 'bin', java);
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    if (folder) yield join(folder, java);
  }
  // Newest first, so that of several the one with most years left is taken.
  for (const folder of [
    '/usr/lib/jvm',
    '/opt/java',
    '/usr/local/lib/jvm',
    join(homedir(), '.sdkman/candidates/java'),
  ]) {
    for (const name of await newestFirst(folder)) yield join(folder, name, 'bin', java);
  }
  for (const name of await newestFirst('/Library/Java/JavaVirtualMachines')) {
    yield join('/Library/Java/JavaVirtualMachines', name, 'Contents/Home/bin', java);
  }
  const systemChoice = process.platform === 'darwin' ? await output('/usr/libexec/java_home', []) : undefined;
  if (systemChoice) yield join(systemChoice.trim(), 'bin', java);
  for (const folder of ['/opt/homebrew/opt/openjdk', '/usr/local/opt/openjdk'])
    yield join(folder, 'bin', java);
}

async function newestFirst(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
}

async function inspect(executable: string): Promise<Java | undefined> {
  if (!(await exists(executable))) return undefined;
  const settings = await output(executable, ['-XshowSettings:properties', '-version']);
  const home = settings?.match(/^\s*java\.home = (.+?)\s*$/m)?.[1];
  const version = Number(settings?.match(/^\s*java\.specification\.version = (\d+)/m)?.[1]);
  return home && Number.isFinite(version) ? { home, version } : undefined;
}

/** What a program says on both its outputs; undefined where it cannot be run or fails. */
function output(executable: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(executable, [...args], { timeout: 15_000 }, (error, stdout, stderr) => {
      resolve(error ? undefined : `${stdout}${stderr}`);
    });
  });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function executableName(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

function missingJava(minimum: number, rejected: readonly string[]): string {
  return [
    `The embedded Elasticsearch needs a Java development kit, version ${minimum} or newer.`,
    rejected.length > 0 ? `Found, but not fit: ${rejected.join('; ')}.` : 'None was found.',
    'Install one (Debian, Ubuntu: apt install openjdk-21-jdk-headless; macOS: brew install openjdk; else: https://adoptium.net),',
    'set JAVA_HOME if it lies in an unusual folder, or use Elasticsearch in Docker or elsewhere (ELASTICSEARCH_URL).',
  ].join('\n');
}
