import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { endProcess, isRunning, processFacts } from './processes.ts';

/** A process that says a line, and ignores SIGTERM where it is told to. */
async function aProcess({ stubborn = false } = {}) {
  const program = `${stubborn ? "process.on('SIGTERM', () => {});" : ''} console.log('up'); setTimeout(() => {}, 60_000)`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return { child, pid: child.pid!, isGone: () => child.exitCode !== null || child.signalCode !== null };
}

describe('a process', () => {
  it('is known by its command and its parent', async () => {
    const { child, pid } = await aProcess();
    const facts = await processFacts(pid);
    expect(facts?.parent).toBe(process.pid);
    expect(facts?.command).toContain("console.log('up')");
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isRunning(pid)).toBe(false);
    expect(await processFacts(pid)).toBeUndefined();
  });

  it('ends when asked, or by force', async () => {
    const willing = await aProcess();
    await endProcess(willing.pid, { graceMs: 5_000, isGone: willing.isGone });
    expect(willing.child.signalCode).toBe('SIGTERM');

    const stubborn = await aProcess({ stubborn: true });
    await endProcess(stubborn.pid, { graceMs: 300, isGone: stubborn.isGone });
    expect(stubborn.child.signalCode).toBe('SIGKILL');
  });
});
