import { mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { childEnvironment } from '@marquee/contract/environment';
import { onPath, run } from '#training/spark/find-spark';

const VERSION = '42.7.8';
const COORDINATES = `org.postgresql:postgresql:${VERSION}`;
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';

/**
 * Gets the JDBC driver of Postgres: from the folder, else by Maven, else it is left to Spark, which resolves packages itself.
 * @returns a jar, or the coordinates that Spark is to resolve
 */
export async function jdbcDriver(
  folder: string,
  options: { readonly signal?: AbortSignal | undefined; readonly log: (line: string) => void },
): Promise<{ readonly jar: string } | { readonly packages: string }> {
  const jars = resolve(folder, 'jars');
  const name = `postgresql-${VERSION}.jar`;
  const isThere = async (): Promise<boolean> =>
    (await readdir(jars).catch((): string[] => [])).includes(name);
  if (await isThere()) return { jar: join(jars, name) };
  const environment = childEnvironment({});
  const maven = await onPath(environment, 'mvn');
  if (maven !== undefined) {
    await mkdir(jars, { recursive: true });
    options.log(`Getting ${COORDINATES} with Maven …`);
    const args = ['-B', '-q', COPY, `-Dartifact=${COORDINATES}`, `-DoutputDirectory=${jars}`];
    const { error } = await run(maven, args, { environment, signal: options.signal });
    options.signal?.throwIfAborted();
    if (await isThere()) return { jar: join(jars, name) };
    options.log(`Maven did not get it, so that Spark is asked to: ${error ?? 'it left no jar'}`);
  }
  return { packages: COORDINATES };
}
