import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  commandLine,
  endProcess,
  endRecorded,
  identify,
  isAlive,
  readRecords,
  writeRecord,
} from './processes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marquee-processes-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const launcher = identify(process.pid)!;

/** A process that says "ready", then waits; `deaf` to SIGTERM if wanted. */
async function aProcess(deaf = false) {
  const code = `${deaf ? "process.on('SIGTERM', () => {});" : ''} console.log('ready'); setInterval(() => {}, 1000)`;
  const child = spawn(process.execPath, ['--eval', code], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  return { child, identity: identify(child.pid!)! };
}

describe('processes', () => {
  it('knows a living process and its command line', async () => {
    const { child, identity } = await aProcess();
    expect(isAlive(identity)).toBe(true);
    expect(commandLine(child.pid!)).toContain('setInterval');
    await endProcess(identity, 'SIGTERM');
    expect(isAlive(identity)).toBe(false);
  });

  it('kills what does not heed the signal', async () => {
    const { child, identity } = await aProcess(true);
    await endProcess(identity, 'SIGTERM', 200);
    expect(isAlive(identity)).toBe(false);
    expect(child.signalCode ?? 'SIGKILL').toBe('SIGKILL');
  });

  it('never ends a process that only has the pid of a recorded one', async () => {
    const { identity } = await aProcess();
    const record = { name: 'api', signal: 'SIGTERM', rank: 0, launcher } as const;
    writeRecord(folder, { ...record, pid: identity.pid, started: 'long ago' });
    expect(await endRecorded(folder, () => true)).toEqual([]);
    expect(isAlive(identity)).toBe(true);
    expect(readRecords(folder)).toEqual([]);
    await endProcess(identity, 'SIGTERM');
  });

  it('ends the recorded processes of one launcher and leaves those of another', async () => {
    const [mine, other] = [await aProcess(), await aProcess()];
    const record = { signal: 'SIGTERM', rank: 0 } as const;
    writeRecord(folder, { ...record, ...mine.identity, name: 'mine', launcher });
    writeRecord(folder, { ...record, ...other.identity, name: 'other', launcher: { pid: 1, started: 'x' } });
    const ended = await endRecorded(folder, (found) => found.launcher.pid === launcher.pid);
    expect(ended).toEqual(['mine']);
    expect([isAlive(mine.identity), isAlive(other.identity)]).toEqual([false, true]);
    await endProcess(other.identity, 'SIGTERM');
  });
});
