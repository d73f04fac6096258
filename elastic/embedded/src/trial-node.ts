import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assembleElasticsearch } from './assemble.ts';
import { findJava } from './java.ts';
import { type RunningElasticsearch, type StartOptions, startElasticsearch } from './launch.ts';

/** Shared with `npm start` and `npm test`, so that the jars are put together once. */
const CACHE = join(import.meta.dirname, '../../../.marquee/elasticsearch');

/** For tests: options of a node over a folder of its own, on ports that are free. */
export async function trialOptions(): Promise<StartOptions> {
  const java = await findJava();
  const home = await assembleElasticsearch({ cacheDir: CACHE, javaHome: java.home });
  const folder = await mkdtemp(join(tmpdir(), 'marquee-elasticsearch-'));
  const [httpPort, transportPort] = await freePorts();
  return {
    home,
    data: join(folder, 'data'),
    logs: join(folder, 'logs'),
    httpPort,
    transportPort,
    javaHome: java.home,
    clusterName: 'marquee-trial',
  };
}

export async function removeTrial({ data }: StartOptions): Promise<void> {
  await rm(join(data, '..'), { recursive: true, force: true });
}

/** A request with its answer as JSON; the body is an object, or lines of objects for `_bulk` and `_msearch`. */
export type Ask = (method: string, path: string, body?: object) => Promise<Answer>;

export interface Answer {
  readonly status: number;
  // The answers are as many shapes as there are requests; each test reads the few fields it is about.
  readonly body: ReturnType<typeof JSON.parse>;
}

export function askerOf({ url }: Pick<RunningElasticsearch, 'url'>): Ask {
  return async (method, path, body) => {
    const lines = Array.isArray(body) ? body.map((line) => `${JSON.stringify(line)}\n`).join('') : undefined;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': lines === undefined ? 'application/json' : 'application/x-ndjson' },
      body: lines ?? (body === undefined ? undefined : JSON.stringify(body)),
    });
    return { status: response.status, body: await response.json() };
  };
}

export async function startTrial(options: StartOptions): Promise<{ node: RunningElasticsearch; ask: Ask }> {
  const node = await startElasticsearch(options);
  return { node, ask: askerOf(node) };
}

/** A pair of free ports, for HTTP and for the nodes among themselves. */
export async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()] as const;
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return [ports[0]!, ports[1]!];
}
