import { isRunning } from '@marquee/elastic/embedded/processes';
import { describe, expect, it } from 'vitest';
import { PermanentFailure, TransientFailure } from '#outcome';
import { failureOf, progressOf, runSpark } from '#training/spark/spark-process';

/** A stand-in for Spark: a shell that does as told. */
const shell = (script: string) => ({ program: '/bin/sh', args: ['-c', script], environment: {} });
const progress: [number, string][] = [];
const onProgress = (share: number, step: string) => void progress.push([share, step]);

describe('a Spark process', () => {
  it('tells how far it is', async () => {
    progress.length = 0;
    await runSpark(shell(`echo '{"share": 0.5, "step": "Spark trains als"}'; echo something else`), {
      onProgress,
    });
    expect(progress).toEqual([[0.5, 'Spark trains als']]);
    expect(progressOf('{"share": "half"}')).toBeUndefined();
  });

  it('fails with the end of its log, without the frames of the stack', async () => {
    const failing = runSpark(
      shell('echo "IllegalArgumentException: rank" >&2; echo "  at ALS.fit" >&2; exit 3'),
      {
        onProgress,
      },
    );
    await expect(failing).rejects.toThrow(/failed \(ended with 3\)[^]*IllegalArgumentException: rank$/);
    await expect(failing).rejects.toBeInstanceOf(PermanentFailure);
  });

  it('is judged by the end of what it says, on either output', async () => {
    const failing = runSpark(
      shell('echo "Connection refused"; for n in $(seq 300); do echo "retry $n went well"; done; exit 3'),
      { onProgress },
    );
    await expect(failing).rejects.toBeInstanceOf(PermanentFailure);
  });

  it('is gone with everything that it started within two seconds of a cancellation', async () => {
    const stop = new AbortController();
    const pids: number[] = [];
    // Neither heeds the request to end.
    const stubborn = `trap '' TERM; sh -c "trap '' TERM; while :; do sleep 1; done" & echo "{\\"share\\": $!, \\"step\\": \\"child\\"}"; echo "{\\"share\\": $$, \\"step\\": \\"own\\"}"; while :; do sleep 1; done`;
    const running = runSpark(shell(stubborn), {
      signal: stop.signal,
      onProgress: (pid) => void pids.push(pid),
    });
    await expect.poll(() => pids.length).toBe(2);
    const since = performance.now();
    stop.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    expect(performance.now() - since).toBeLessThan(2000);
    await expect.poll(() => pids.filter(isRunning), { timeout: 2000 }).toEqual([]);
  });
});

describe('how Spark failed', () => {
  it('may pass where nobody answers', () => {
    const error = failureOf(1, [
      'ERROR StandaloneSchedulerBackend: All masters are unresponsive! Giving up.',
    ]);
    expect(error).toBeInstanceOf(TransientFailure);
  });

  it('says what to do when memory ran out', () => {
    const error = failureOf(1, ['java.lang.OutOfMemoryError: Java heap space']);
    expect(error).toBeInstanceOf(PermanentFailure);
    expect(error.message).toMatch(/SPARK_DRIVER_MEMORY/);
  });
});
