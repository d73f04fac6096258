import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Member, nodeArguments } from './command.ts';
import { waitForHealth } from './health.ts';
import { pidFile, stopOrphan } from './orphan.ts';
import { endProcess } from './processes.ts';

const START_TIMEOUT_MS = 120_000;
const STOP_GRACE_MS = 20_000;
const LAST_LINES = 25;
const NODE_LOG = 'elasticsearch.log';
const JAVA_LOG = 'java.log';

export interface StartOptions {
  /** What assembleElasticsearch returned. Only read, so that several nodes may share it. */
  readonly home: string;
  /** Folder of the indices; made if absent. One node at a time. */
  readonly data: string;
  /** Folder of `elasticsearch.log` and of what Java itself says (`java.log`); made if absent. */
  readonly logs: string;
  readonly httpPort: number;
  readonly transportPort: number;
  /** A Java of version 21 or newer, see findJava. */
  readonly javaHome: string;
  /** Java heap in megabytes, 512 by default; the process takes about 200 more. */
  readonly heapMb?: number;
  readonly clusterName?: string;
  /** For a node of several, see startCluster; alone when absent. */
  readonly member?: Member;
  readonly onProgress?: (line: string) => void;
}

export interface RunningElasticsearch {
  readonly url: string;
  readonly pid: number;
  /** Settles when the process has ended, by whatever cause; says how, with the last lines of its log. */
  readonly exited: Promise<ProcessEnd>;
  /** Ends the node in order, by force after 20 seconds. May be called twice. */
  stop(): Promise<void>;
}

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly lastLines: string;
}

/**
 * Starts one Elasticsearch node on loopback and waits until it is healthy, that is, until every index has
 * its primary shards (one that has lost them does not hold up the start longer than half a minute). A node that a killed run left over the
 * same data folder is stopped first. The node ends when this process does, even if this one is killed.
 *
 * @throws Error where a port is taken, another live run uses the data folder, or the node dies or takes over two minutes;
 *   with the last lines of its log
 */
export async function startElasticsearch(options: StartOptions): Promise<RunningElasticsearch> {
  const { httpPort, transportPort, onProgress } = options;
  mkdirSync(options.data, { recursive: true });
  mkdirSync(options.logs, { recursive: true });
  const folders = {
    home: realpathSync(options.home),
    data: realpathSync(options.data),
    logs: realpathSync(options.logs),
  };
  const orphan = await stopOrphan(folders.data);
  if (orphan) onProgress?.(`Stopped the Elasticsearch that an earlier run had left (process ${orphan})`);
  await assertFree(httpPort);
  await assertFree(transportPort);

  const earlier = statSync(join(folders.logs, NODE_LOG), { throwIfNoEntry: false })?.size ?? 0;
  const child = spawnNode({ ...options, ...folders });
  const exited = endOf(child, folders.logs, earlier);
  let isOver = false;
  void exited.then(() => (isOver = true));
  const pid = child.pid;
  if (pid === undefined) throw new Error(`Java could not be started from ${options.javaHome}.`);
  writeFileSync(pidFile(folders.data), `${pid}\n`);
  void exited.then(() => {
    rmSync(pidFile(folders.data), { force: true });
  });

  const stop = async () => {
    await endProcess(pid, {
      graceMs: STOP_GRACE_MS,
      isGone: () => child.exitCode !== null || child.signalCode !== null,
    });
    await exited;
  };
  const url = `http://127.0.0.1:${httpPort}`;
  onProgress?.(`Elasticsearch starts on ${url}`);
  const health = await waitForHealth(url, { pid, timeoutMs: START_TIMEOUT_MS, isOver: () => isOver });
  if (health === 'incomplete') onProgress?.('Elasticsearch runs, but an index is without its data (red)');
  if (health === 'unreachable') {
    const cause = isOver
      ? 'ended while it started'
      : `did not answer within ${START_TIMEOUT_MS / 1000} seconds`;
    await stop();
    throw new Error(
      `Elasticsearch ${cause}. The end of its log, ${folders.logs}:\n${(await exited).lastLines}`,
    );
  }
  return { url, pid, exited, stop };
}

/** The child gets an environment of its own, so that a JAVA_TOOL_OPTIONS of the user's neither changes it nor is printed. */
function spawnNode(options: StartOptions): ChildProcess {
  const { javaHome, heapMb = 512, clusterName = 'marquee' } = options;
  const args = nodeArguments({ ...options, heapMb, clusterName, parent: process.pid });
  const output = openSync(join(options.logs, JAVA_LOG), 'w');
  try {
    return spawn(join(javaHome, 'bin', 'java'), args, {
      // The pipe is never written to: its end tells the node that this process is gone.
      stdio: ['pipe', output, output],
      env: { LANG: 'C.UTF-8' },
      cwd: options.data,
      // Out of the terminal's process group: Ctrl-C is for this process, which stops the node when its users are done.
      detached: true,
      windowsHide: true,
    });
  } finally {
    closeSync(output);
  }
}

/** Watches a process to its end. The log holds earlier runs too, so reading starts where it ended at this one's start. */
async function endOf(child: ChildProcess, logs: string, earlier: number): Promise<ProcessEnd> {
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const [code, signal] = await exit.catch(() => [null, null] as const);
  const [node, java] = await Promise.all([
    readOrEmpty(join(logs, NODE_LOG)),
    readOrEmpty(join(logs, JAVA_LOG)),
  ]);
  // A log that is shorter than it was has been rolled over since.
  const since = node.subarray(node.length < earlier ? 0 : earlier);
  return { code, signal, lastLines: [...lastLines(java), ...lastLines(since)].join('\n') };
}

function readOrEmpty(file: string): Promise<Buffer> {
  return readFile(file).catch(() => Buffer.alloc(0));
}

/** Stack frames are left to the file: the messages fit on a screen without them. */
function lastLines(log: Buffer): string[] {
  const isTelling = (line: string) => line.trim() !== '' && !/^\s+(at |\.\.\. \d+ more)/.test(line);
  return log.toString().split('\n').filter(isTelling).slice(-LAST_LINES);
}

async function assertFree(port: number): Promise<void> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new Error(
      `Elasticsearch cannot use port ${port} of 127.0.0.1: ${(error as NodeJS.ErrnoException).code ?? error}.`,
      {
        cause: error,
      },
    );
  }
  server.close();
  await once(server, 'close');
}
