import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { isRunning } from './processes.ts';

const SOURCE = join(import.meta.dirname, '..');

export interface AssembleOptions {
  /** Homes are kept here as `home-<hash>`, one for each state of the pom and the Java sources. */
  readonly cacheDir: string;
  /** A development kit of version 21 or newer, see findJava. */
  readonly javaHome: string;
  /** Given a sentence, or a count of files fetched, now and then. */
  readonly onProgress?: (line: string) => void;
  /** Handed on to Maven; default: the environment of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** More arguments for Maven, such as `-Dmaven.repo.local=DIR`. */
  readonly mavenArgs?: readonly string[];
}

/**
 * Puts an Elasticsearch home together with Maven, unless it is already there. The home appears whole or not at all, and
 * two callers may ask for it at once.
 *
 * @returns the path of the home
 * @throws Error with Maven's complaint, or with what to install where there is no Maven
 */
export async function assembleElasticsearch(options: AssembleOptions): Promise<string> {
  const home = join(options.cacheDir, `home-${await sourceHash()}`);
  if (await isFolder(home)) return home;
  await mkdir(options.cacheDir, { recursive: true });
  await removeAbandoned(options.cacheDir);
  options.onProgress?.('Putting Elasticsearch together from Maven Central (about 75 MB, only this once)');
  const building = await mkdtemp(join(options.cacheDir, `building-${process.pid}-`));
  try {
    await runMaven(building, options);
    await rm(join(building, 'build'), { recursive: true, force: true });
    // A fresh temporary folder is closed to other users; a home is for all, like any installed program.
    await chmod(building, 0o755);
    await rename(building, home).catch(async (error: unknown) => {
      // Another caller was faster: that home is as good as this one.
      if (!(await isFolder(home))) throw error;
    });
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return home;
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256');
  const sources = await readdir(join(SOURCE, 'src', 'main'), { recursive: true, withFileTypes: true });
  const files = sources.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of [join(SOURCE, 'pom.xml'), ...files.sort()]) {
    hash
      .update(relative(SOURCE, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 12);
}

/** A process killed while it built leaves its folder; the folder's name says which process that was. */
async function removeAbandoned(cacheDir: string): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    const builder = /^building-(\d+)-/.exec(name)?.[1];
    if (builder && !isRunning(Number(builder)))
      await rm(join(cacheDir, name), { recursive: true, force: true });
  }
}

function runMaven(home: string, options: AssembleOptions): Promise<void> {
  const { env = process.env, javaHome, onProgress, mavenArgs = [] } = options;
  const args = ['-B', '--file', join(SOURCE, 'pom.xml'), `-Dhome=${home}`, ...mavenArgs, 'package'];
  return new Promise((resolve, reject) => {
    const maven = spawn('mvn', args, {
      env: { ...env, JAVA_HOME: javaHome },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    const complaints: string[] = [];
    let fetched = 0;
    const read = (text: string) => {
      for (const line of stripVTControlCharacters(text).split('\n')) {
        if (line.includes('Downloaded from')) {
          fetched += 1;
          if (fetched % 25 === 0) onProgress?.(`${fetched} files fetched`);
        } else if (line.startsWith('[ERROR]') && !ADVICE.test(line)) {
          complaints.push(line.slice('[ERROR] '.length).replace(/ -> \[Help \d\]$/, ''));
        }
      }
    };
    maven.stdout.setEncoding('utf8').on('data', read);
    maven.stderr.setEncoding('utf8').on('data', read);
    maven.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new Error(MISSING_MAVEN) : error);
    });
    maven.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `Maven could not put Elasticsearch together (exit code ${code}):\n${complaints.join('\n')}`,
          ),
        );
    });
  });
}

/** What Maven adds to every failure. */
const ADVICE = /^\[ERROR\] *(\[Help|To see|Re-run|For more|$)/;

const MISSING_MAVEN = [
  'The embedded Elasticsearch is put together by Maven, and there is no `mvn` on the PATH.',
  'Install it (Debian, Ubuntu: apt install maven; macOS: brew install maven; else: https://maven.apache.org/install.html),',
  'or use Elasticsearch in Docker or elsewhere (ELASTICSEARCH_URL).',
].join('\n');

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
}
