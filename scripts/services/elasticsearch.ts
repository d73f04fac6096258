import { join } from 'node:path';
import { assembleElasticsearch } from '../../elastic/embedded/src/assemble.ts';
import { findJava } from '../../elastic/embedded/src/java.ts';
import { startElasticsearch as launch } from '../../elastic/embedded/src/launch.ts';
import { onPath } from './on-path.ts';
import { aptInstall } from './packages.ts';
import { privatePort } from './ports.ts';
import { identify, writeRecord } from './processes.ts';
import { CannotRunError, SERVICE_RANK } from './service.ts';
import type { Context, Service } from './service.ts';
import { keepTrying } from './supervisor.ts';
import type { Attempt } from './supervisor.ts';

const JAVA_PACKAGE = 'openjdk-21-jdk-headless';

/**
 * Starts the embedded Elasticsearch on a private loopback port; assembles it at first.
 * @throws CannotRunError without Java or Maven.
 */
export async function startElasticsearch(context: Context): Promise<Service> {
  const { data, cache, place, note } = context;
  const javaHome = await javaAndMaven(note);
  const home = await assembleElasticsearch({
    cacheDir: join(cache, 'elasticsearch'),
    javaHome,
    onProgress: note,
  });
  const httpPort = await privatePort(data, 'elasticsearch');
  const transportPort = await privatePort(data, 'elasticsearch-transport');
  const options = {
    home,
    data: join(data, 'elasticsearch-data'),
    logs: place.logDirectory,
    httpPort,
    transportPort,
    javaHome,
  };
  const attempt = (): Attempt => {
    const running = launch(options);
    void running.then(({ pid }) => {
      const identity = identify(pid);
      const rest = { name: 'elasticsearch', signal: 'SIGTERM', rank: SERVICE_RANK } as const;
      if (identity) writeRecord(place.runDirectory, { ...identity, ...rest, launcher: place.launcher });
    }, ignore);
    return {
      ready: running,
      ended: running.then(
        async ({ exited }) => {
          const { code, signal } = await exited;
          return signal ? `signal ${signal}` : `exit code ${code}`;
        },
        (error: Error) => error.message.split('\n')[0]!,
      ),
      end: () => running.then(({ stop }) => stop(), ignore),
    };
  };
  await keepTrying({ name: 'elasticsearch', attempt }, place);
  const url = `http://127.0.0.1:${httpPort}`;
  return { url, what: `Elasticsearch ${await versionOf(url)}` };
}

const ignore = (): void => undefined;

/** @returns the home of a Java that is new enough. */
async function javaAndMaven(note: Context['note']): Promise<string> {
  const find = async (): Promise<string> => (await findJava()).home;
  try {
    const home = await find().catch(async (problem: unknown) => {
      if (!(await aptInstall([JAVA_PACKAGE], note))) throw problem;
      return find();
    });
    if (onPath('mvn') || (await aptInstall(['maven'], note))) return home;
  } catch (error) {
    throw new CannotRunError((error as Error).message);
  }
  throw new CannotRunError(
    'there is no Maven (mvn) on the PATH, which puts Elasticsearch together: install it',
  );
}

async function versionOf(url: string): Promise<string> {
  const response = await fetch(`${url}/_nodes/_local?filter_path=nodes.*.version`);
  const { nodes } = (await response.json()) as { nodes: Readonly<Record<string, { version: string }>> };
  return Object.values(nodes)[0]!.version;
}
