import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { endRecorded, identify, readRecords } from './processes.ts';
import { keepRunning } from './supervisor.ts';
import type { Place, Program } from './supervisor.ts';

let folder: string;
let stopping: AbortController;
let lines: string[];
let place: Place;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marquee-supervisor-'));
  stopping = new AbortController();
  lines = [];
  place = {
    runDirectory: join(folder, 'run'),
    logDirectory: join(folder, 'logs'),
    launcher: identify(process.pid)!,
    report: (line) => lines.push(line),
    stopping: stopping.signal,
  };
});
afterEach(async () => {
  stopping.abort();
  await endRecorded(place.runDirectory, () => true);
  rmSync(folder, { recursive: true });
});

const aProgram = (code: string, changes: Partial<Program> = {}): Program => ({
  name: 'sleeper',
  command: process.execPath,
  args: ['--eval', code],
  signal: 'SIGTERM',
  rank: 0,
  isReady: async () => true,
  readyWithinMs: 5000,
  ...changes,
});
const WAITS = 'setInterval(() => {}, 1000)';
const pidNow = (): number | undefined => readRecords(place.runDirectory)[0]?.pid;

describe('keepRunning', () => {
  it('starts a killed program again, and says so', async () => {
    await keepRunning(aProgram(WAITS), place);
    const first = pidNow()!;
    process.kill(first, 'SIGKILL');
    await vi.waitFor(() => expect(lines).toContain('sleeper is back'), 5000);
    expect(lines[0]).toBe('sleeper ended (signal SIGKILL); starting it again in 0.25 s');
    expect(pidNow()).not.toBe(first);
  });

  it('leaves it ended when everything is being stopped', async () => {
    await keepRunning(aProgram(WAITS), place);
    stopping.abort();
    expect(await endRecorded(place.runDirectory, () => true)).toEqual(['sleeper']);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect([pidNow(), lines]).toEqual([undefined, []]);
  });

  it('fails with the last words of a program that does not come up', async () => {
    const broken = aProgram("console.error('no disk'); process.exit(3)", { isReady: async () => false });
    await expect(keepRunning(broken, place)).rejects.toThrow(/ended at once \(exit code 3\).*no disk/s);
  });

  it('fails when it does not answer in time', async () => {
    const silent = aProgram(WAITS, { isReady: async () => false, readyWithinMs: 200 });
    await expect(keepRunning(silent, place)).rejects.toThrow('did not answer within 0 s');
  });

  it('fails when there is no such program', async () => {
    await expect(keepRunning(aProgram('', { command: join(folder, 'nothing') }), place)).rejects.toThrow(
      'ENOENT',
    );
  });
});
