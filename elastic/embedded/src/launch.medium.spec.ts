import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningElasticsearch, type StartOptions, startElasticsearch } from './launch.ts';
import { isRunning } from './processes.ts';
import { type Ask, removeTrial, startTrial, trialOptions } from './trial-node.ts';

const FILM = { title: 'Heat' };

interface Bound {
  readonly bound_address: readonly string[];
}

let options: StartOptions;
let node: RunningElasticsearch | undefined;

beforeEach(async () => {
  options = await trialOptions();
});

afterEach(async () => {
  await node?.stop();
  node = undefined;
  await removeTrial(options);
});

async function start(): Promise<Ask> {
  const started = await startTrial(options);
  node = started.node;
  return started.ask;
}

/** Another Node process that starts the node and then only waits, to be killed. */
async function startInAnotherProcess(): Promise<{ parent: ChildProcess; pid: number }> {
  const program = `
    import { startElasticsearch } from ${JSON.stringify(join(import.meta.dirname, 'launch.ts'))};
    const node = await startElasticsearch(${JSON.stringify(options)});
    console.log(node.pid);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  return { parent, pid: Number(line) };
}

const THREE_STARTS_MS = 180_000;

async function ended(pid: number, withinMs: number): Promise<boolean> {
  for (const deadline = Date.now() + withinMs; isRunning(pid) && Date.now() < deadline;) await sleep(100);
  return !isRunning(pid);
}

describe('a node', () => {
  it('keeps its data over an orderly stop and over a kill', { timeout: THREE_STARTS_MS }, async () => {
    let ask = await start();
    await ask('PUT', '/films/_doc/1', FILM);
    await node!.stop();
    expect((await node!.exited).lastLines).toContain('closed');

    ask = await start();
    await ask('PUT', '/films/_doc/2', FILM);
    process.kill(node!.pid, 'SIGKILL');
    expect(await node!.exited).toMatchObject({ signal: 'SIGKILL' });

    ask = await start();
    expect((await ask('GET', '/films/_doc/1')).body._source).toEqual(FILM);
    expect((await ask('GET', '/films/_doc/2')).body._source).toEqual(FILM);
  });

  it('belongs to the process that started it: no other may take it over, and it ends with that one', async () => {
    const { parent, pid } = await startInAnotherProcess();
    await expect(startElasticsearch(options)).rejects.toThrow(`started by process ${parent.pid}`);
    expect(isRunning(pid)).toBe(true);
    parent.kill('SIGKILL');
    expect(await ended(pid, 20_000)).toBe(true);
  });
});

describe('a start', () => {
  it('takes over from an orphan', async () => {
    const { parent, pid } = await startInAnotherProcess();
    // Halted, the node cannot follow its parent: the orphan stays.
    process.kill(pid, 'SIGSTOP');
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    setTimeout(() => process.kill(pid, 'SIGCONT'), 500);
    const ask = await start();
    expect(isRunning(pid)).toBe(false);
    expect((await ask('GET', '/_cluster/health')).status).toBe(200);
  });

  it('never touches another process that has the number of a dead node, and stays on loopback', async () => {
    const stranger = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' });
    await mkdir(options.data, { recursive: true });
    await writeFile(join(options.data, 'elasticsearch.pid'), String(stranger.pid));
    const ask = await start();
    expect(stranger.exitCode).toBeNull();
    expect(await readFile(join(options.data, 'elasticsearch.pid'), 'utf8')).toBe(`${node!.pid}\n`);
    stranger.kill('SIGKILL');

    const { body } = await ask('GET', '/_nodes/_local/http,transport');
    const [local] = Object.values(body.nodes as Record<string, Record<'http' | 'transport', Bound>>);
    expect(local!.http.bound_address).toEqual([`127.0.0.1:${options.httpPort}`]);
    expect(local!.transport.bound_address).toEqual([`127.0.0.1:${options.transportPort}`]);
  });

  it('names a port that is taken', async () => {
    const holder = createServer().listen(options.httpPort, '127.0.0.1');
    await once(holder, 'listening');
    await expect(startElasticsearch(options)).rejects.toThrow(`cannot use port ${options.httpPort}`);
    holder.close();
  });

  it('says why the node died', async () => {
    const start = startElasticsearch({ ...options, clusterName: 'a:b' });
    await expect(start).rejects.toThrow(/ended while it started[^]*\[cluster.name\] must not contain/);
  });

  it('says that there is no Java', async () => {
    const start = startElasticsearch({ ...options, javaHome: options.data });
    await expect(start).rejects.toThrow('could not be started');
  });
});
