import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isAlive, readRecords } from './services/processes.ts';

const ROOT = join(import.meta.dirname, '..');
let folder: string;
const launchers: ChildProcess[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'marquee-services-'));
});
afterAll(async () => {
  for (const child of launchers) if (child.exitCode === null) child.kill('SIGTERM');
  await vi.waitFor(() => expect(records('a').concat(records('b')).filter(isAlive)).toEqual([]), 20_000);
  rmSync(folder, { recursive: true });
}, 30_000);

const records = (name: string) => [...readRecords(join(folder, name, 'run'))];

/** Starts Postgres and Redis on a data folder as a person does, and reads the printed addresses. */
async function services(name: string) {
  const args = [join(ROOT, 'scripts/services.ts'), '--data', join(folder, name), '--only', 'postgres,redis'];
  const env = { ...process.env, DATABASE_URL: '', REDIS_URL: '', MARQUEE_CACHE: join(ROOT, '.marquee') };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  launchers.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)));
  await vi.waitFor(() => expect(said).toContain('Ready'), { timeout: 60_000, interval: 50 });
  const url = (variable: string): string => new RegExp(`export ${variable}='(.*)'`).exec(said)![1]!;
  return { child, said: () => said, postgres: url('DATABASE_URL'), redis: url('REDIS_URL') };
}

/** Says commands to Redis in its own words; the answer as it stands on the wire. */
async function ask(url: string, command: string): Promise<string> {
  const { port, password } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.end(`AUTH ${password}\r\n${command}\r\n`);
  return text(socket);
}
const remember = (url: string, value: string) => ask(url, `SET film ${value}`);
const recall = async (url: string) => (await ask(url, 'GET film')).trim().split('\r\n').at(-1);

describe('the services of a data folder', () => {
  it('end with a killed launcher, and come back with data and addresses', async () => {
    const first = await services('a');
    await remember(first.redis, 'Metropolis');
    const running = records('a');
    expect(running.map(({ name }) => name).sort()).toEqual(['postgres', 'redis']);
    first.child.kill('SIGKILL');
    await vi.waitFor(() => expect(running.filter(isAlive)).toEqual([]), 20_000);

    const second = await services('a');
    expect([second.postgres, second.redis]).toEqual([first.postgres, first.redis]);
    expect(await recall(second.redis)).toBe('Metropolis');
    second.child.kill('SIGINT');
    await once(second.child, 'exit');
    expect(second.child.exitCode).toBe(0);
    expect(records('a')).toEqual([]);
  });

  it('run beside those of another folder, and come back one by one when killed', async () => {
    const [one, other] = [await services('a'), await services('b')];
    expect(one.redis).not.toBe(other.redis);
    await remember(other.redis, 'Nosferatu');
    expect(await recall(one.redis)).toBe('Metropolis');
    // Appended to the log on disk once a second.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    for (const { pid } of records('b')) process.kill(pid, 'SIGKILL');
    await vi.waitFor(
      () => {
        expect(other.said()).toContain('postgres is back');
        expect(other.said()).toContain('redis is back');
      },
      { timeout: 30_000 },
    );
    expect(await recall(other.redis)).toBe('Nosferatu');
  });

  it('refuse a second launcher on the same folder', async () => {
    const args = [join(ROOT, 'scripts/services.ts'), '--data', join(folder, 'a'), '--only', 'redis'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (part) => (said += String(part)));
    await once(child, 'close');
    const { pid } = JSON.parse(readFileSync(join(folder, 'a/launcher.lock'), 'utf8')) as { pid: number };
    expect([child.exitCode, said]).toEqual([
      1,
      expect.stringContaining(`already runs on ${join(folder, 'a')} (process ${pid})`),
    ]);
  });
});
