import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { testServices } from '@marquee/contract/testing/test-services';
import { throwAwayDatabase } from '@marquee/data/testing/throw-away-database';
import type { ThrowAwayDatabase } from '@marquee/data/testing/throw-away-database';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { runInProcess } from '#job-process';
import { Cancelled, PermanentFailure, TransientFailure } from '#outcome';
import type { JobRequest, RunWatch } from '#run-job';

const PURGE: JobRequest = { name: 'purge', payload: {} };
let test: ThrowAwayDatabase;

beforeAll(async () => {
  test = await throwAwayDatabase(testServices().databaseUrl);
  vi.stubEnv('DATABASE_URL', test.url);
  vi.stubEnv('TMDB_API_KEY', '');
});
afterEach(() => {
  // Nothing of a job is left behind, however it ended.
  expect(childrenOf(process.pid)).toEqual([]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await test.drop();
});

/** The job processes that a process has started. */
function childrenOf(pid: number): number[] {
  try {
    const found = execFileSync('pgrep', ['-P', String(pid), '-f', 'src/child.ts'], { encoding: 'utf8' });
    return found.trim().split('\n').map(Number);
  } catch {
    return [];
  }
}

const aChildOf = async (pid: number): Promise<number> =>
  await vi.waitFor(() => {
    const [child] = childrenOf(pid);
    expect(child).toBeDefined();
    return child!;
  }, 10_000);

function aWatch(signal = new AbortController().signal): RunWatch & { readonly lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    requestedBy: 'a test',
    progress: (_share, step) => void lines.push(step),
    log: (line) => void lines.push(line),
    signal,
  };
}

describe('a job in a process of its own', () => {
  it('says what it does and how it ended', async () => {
    const watch = aWatch();
    expect(await runInProcess(PURGE, watch)).toMatchObject({ kind: 'done', result: { sessions: 0 } });
    expect(watch.lines.length).toBeGreaterThan(0);
  });

  it('fails as what it failed as', async () => {
    const run = runInProcess({ name: 'enrich', payload: { olderThanDays: 30 } }, aWatch());
    await expect(run).rejects.toThrow(PermanentFailure);
    await expect(run).rejects.toThrow(/Set TMDB_API_KEY/);
  });

  it('is tried again when it dies', async () => {
    const run = runInProcess(PURGE, aWatch());
    run.catch(() => undefined);
    process.kill(await aChildOf(process.pid), 'SIGKILL');
    await expect(run).rejects.toThrow(TransientFailure);
    await expect(run).rejects.toThrow(/ended unexpectedly \(SIGKILL\)/);
  });

  it('ends within two seconds of a cancellation that it does not heed', async () => {
    const stop = new AbortController();
    const run = runInProcess(PURGE, aWatch(stop.signal));
    run.catch(() => undefined);
    process.kill(await aChildOf(process.pid), 'SIGSTOP');
    const since = performance.now();
    stop.abort();
    await expect(run).rejects.toThrow(Cancelled);
    expect(performance.now() - since).toBeLessThan(2000);
  });

  it('ends when its worker is killed', async () => {
    const worker = fork(new URL('./testing/lone-worker.ts', import.meta.url));
    const child = await aChildOf(worker.pid!);
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    await vi.waitFor(() => expect(() => process.kill(child, 0)).toThrow('ESRCH'), { timeout: 5000 });
  });
});
