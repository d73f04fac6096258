import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Elastic } from '../../../elastic/src/elastic.ts';

/** The server that the indices of all sizes are built on. */
export interface Server {
  /** A connection to the indices of a prefix. */
  readonly at: (prefix: string) => Elastic;
  readonly pid: number;
  readonly say: (line: string) => void;
}

const SAID_EVERY_MS = 10_000;
const LONGEST_MERGE_S = 600;

type OnProgress = (share: number, step: string) => void;

/** Builds an index, tells how far it is, and how many seconds it took. */
export async function timedBuild(
  name: string,
  say: (line: string) => void,
  work: (onProgress: OnProgress) => Promise<unknown>,
): Promise<number> {
  const startedAt = performance.now();
  let said = startedAt;
  await work((share, step) => {
    if (performance.now() - said < SAID_EVERY_MS) return;
    said = performance.now();
    say(`${name}: ${(share * 100).toFixed(0)} %, ${step}`);
  });
  return (performance.now() - startedAt) / 1000;
}

/** A merge that outlasts the build goes on by itself, and would take part in what is measured. */
export async function mergesEnd({ client }: Elastic): Promise<void> {
  for (let tries = 0; tries < LONGEST_MERGE_S; tries++) {
    const { _all: all } = await client.indices.stats({ metric: 'merge' });
    if ((all.primaries?.merges?.current ?? 0) === 0) return;
    await pause(1000);
  }
}

export interface IndexSize {
  readonly megabytes: number;
  readonly segments: number;
}

export async function indexSize({ client }: Elastic, index: string): Promise<IndexSize> {
  const { primaries } = (await client.indices.stats({ index }))._all;
  return { megabytes: primaries!.store!.size_in_bytes / 1e6, segments: primaries!.segments!.count };
}

export interface ServerMemory {
  readonly heapUsed: number;
  readonly heapMost: number;
  /** Of the whole process; index files that the system keeps in memory are not in it. */
  readonly resident: number;
}

/** Megabytes of Elasticsearch now. */
export async function serverMemory({ at, pid }: Server): Promise<ServerMemory> {
  const { client } = at('any');
  const jvm = Object.values((await client.nodes.stats({ metric: 'jvm' })).nodes)[0]!.jvm!.mem!;
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return {
    heapUsed: jvm.heap_used_in_bytes! / 1e6,
    heapMost: jvm.heap_max_in_bytes! / 1e6,
    resident: Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1]) / 1024,
  };
}

/** Five digits: half the bytes on the way, and far finer than eight bits. */
export const rounded = (vector: Float32Array): number[] =>
  Array.from(vector, (value) => Math.round(value * 1e5) / 1e5);
