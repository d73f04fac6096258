import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Elastic } from '../../../elastic/src/elastic.ts';
import type { IndexFamily } from '../../../elastic/src/index-family.ts';

/** The server that the indices of all sizes are built on. */
export interface Server {
  /** A connection to the indices of a prefix. */
  readonly at: (prefix: string) => Elastic;
  readonly pid: number;
  readonly say: (line: string) => void;
}

const SAID_EVERY_MS = 10_000;
const LONGEST_MERGE_S = 3600;

type OnProgress = (share: number, step: string) => void;

export interface Build {
  readonly name: string;
  readonly documents: number;
  readonly say: (line: string) => void;
}

/** Builds an index, tells how far it is, how fast and for how long yet, and how many seconds it took. */
export async function timedBuild(
  { name, documents, say }: Build,
  work: (onProgress: OnProgress) => Promise<unknown>,
): Promise<number> {
  const startedAt = performance.now();
  let said = startedAt;
  await work((share, step) => {
    const now = performance.now();
    if (now - said < SAID_EVERY_MS) return;
    said = now;
    say(`${name}: ${step}, ${paceOf({ documents, share, seconds: (now - startedAt) / 1000 })}`);
  });
  return (performance.now() - startedAt) / 1000;
}

interface Pace {
  readonly documents: number;
  readonly share: number;
  readonly seconds: number;
}

/** Such as `12 %, 640 a second, 22 minutes left`, at the pace so far. */
export function paceOf({ documents, share, seconds }: Pace): string {
  const left = (seconds / share) * (1 - share);
  const time = left < 90 ? `${left.toFixed(0)} seconds` : `${(left / 60).toFixed(0)} minutes`;
  return `${(share * 100).toFixed(0)} %, ${((share * documents) / seconds).toFixed(0)} a second, ${time} left`;
}

export interface OnceBuilt<Document> {
  readonly count: number;
  readonly version: string;
  readonly documents: Iterable<Document>;
  readonly say: (line: string) => void;
}

/** Builds an index unless it stands: a run that was stopped goes on with the index it had come to. @returns seconds it took. */
export async function buildOnce<Document extends object>(
  index: IndexFamily<Document>,
  { count, version, documents, say }: OnceBuilt<Document>,
): Promise<number> {
  if ((await index.liveVersion()) !== null) return 0;
  return await timedBuild({ name: index.alias, documents: count, say }, (onProgress) =>
    index.rebuild({ version, total: count, onProgress, documents }),
  );
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

/** Megabytes of an index's vectors, which a search wants in memory but for the whole ones. */
export interface VectorSize {
  /** Four bytes a number: read to score again, and to build graphs. */
  readonly whole: number;
  /** One byte a number, or one bit. */
  readonly small: number;
  readonly graph: number;
}

/** What the client does not know of the answer yet. */
interface OffHeap {
  readonly off_heap: Readonly<Record<`total_${'vec' | 'veq' | 'veb' | 'vex'}_size_bytes`, number>>;
}

export async function vectorSize({ client }: Elastic, index: string): Promise<VectorSize> {
  const { primaries } = (await client.indices.stats({ index, metric: 'dense_vector' }))._all;
  const { off_heap: bytes } = (primaries as unknown as { readonly dense_vector: OffHeap }).dense_vector;
  return {
    whole: bytes.total_vec_size_bytes / 1e6,
    small: (bytes.total_veq_size_bytes + bytes.total_veb_size_bytes) / 1e6,
    graph: bytes.total_vex_size_bytes / 1e6,
  };
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
