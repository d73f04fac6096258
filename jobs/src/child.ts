import { setPriority } from 'node:os';
import { parseEnvironment } from '@marquee/contract/environment';
import type { FromChild, ToChild } from '#child-messages';
import { openConnections } from '#connections';
import { failureKind, failureText } from '#outcome';
import { runJob } from '#run-job';

/**
 * The process of one job, started by a worker: it may use all memory and block as long as it likes, and the worker
 * still renews its lock, hears a cancellation and gets the memory back.
 */
const NICENESS = 10;

const cancellation = new AbortController();
const say = (message: FromChild): void => void process.send?.(message);

const last = (message: FromChild): Promise<void> =>
  new Promise((resolve) => void process.send?.(message, undefined, undefined, () => resolve()));

// A worker that was killed leaves its jobs to another one; two must not run at once.
process.on('disconnect', () => process.exit(1));
// Signals of a terminal go to the whole group; the worker decides what becomes of the job.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('message', (message: ToChild) => {
  if (message.kind === 'cancel') cancellation.abort();
  else void run(message);
});

async function run({ job, requestedBy }: Extract<ToChild, { kind: 'run' }>): Promise<void> {
  setPriority(NICENESS);
  const connections = await openConnections(parseEnvironment());
  try {
    const outcome = await runJob(connections, job, {
      requestedBy,
      signal: cancellation.signal,
      progress: (share, step) => say({ kind: 'progress', share, step }),
      log: (line, level = 'info') => say({ kind: 'log', line, level }),
    });
    await last({ kind: 'outcome', outcome });
  } catch (error) {
    await last({ kind: 'failure', failure: failureKind(error), message: failureText(error) });
  }
  await connections.close();
  process.exit(0);
}
