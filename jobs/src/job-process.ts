import { fork } from 'node:child_process';
import type { FromChild, ToChild } from '#child-messages';
import { Cancelled, Busy, PermanentFailure, TransientFailure } from '#outcome';
import type { FailureKind, Outcome } from '#outcome';
import type { JobRequest, RunWatch } from '#run-job';

/** What does not end by itself after a cancellation is killed, so that two seconds are kept. */
const KILL_AFTER_MS = 1_500;

const FAILURES: Readonly<Record<FailureKind, new (message: string) => Error>> = {
  permanent: PermanentFailure,
  transient: TransientFailure,
  busy: Busy,
  cancelled: Cancelled,
};

/**
 * Runs a job in a process of its own.
 * @throws PermanentFailure, TransientFailure (also when the process dies), Busy or Cancelled.
 */
export async function runInProcess(job: JobRequest, watch: RunWatch): Promise<Outcome> {
  watch.signal.throwIfAborted();
  const child = fork(new URL('./child.ts', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const say = (message: ToChild): void => {
    if (child.connected) child.send(message);
  };
  let killing: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    say({ kind: 'cancel' });
    killing = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  };
  watch.signal.addEventListener('abort', cancel, { once: true });
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      let answer: (() => void) | undefined;
      child.on('message', (message: FromChild) => {
        if (message.kind === 'progress') watch.progress(message.share, message.step);
        else if (message.kind === 'log') watch.log(message.line, message.level);
        else if (message.kind === 'outcome') answer = () => resolve(message.outcome);
        else answer = () => reject(new FAILURES[message.failure](message.message));
      });
      child.once('error', (error) =>
        reject(new TransientFailure(`The job’s process did not start: ${error.message}`)),
      );
      // Messages may still be read after the process has ended, but not after its channel has.
      const channelEnded = new Promise<void>((closed) => child.once('disconnect', closed));
      child.once('exit', async (code, ending) => {
        await channelEnded;
        if (answer) answer();
        else if (watch.signal.aborted) reject(new Cancelled('The run was cancelled.'));
        else
          reject(new TransientFailure(`The job’s process ended unexpectedly (${ending ?? `code ${code}`}).`));
      });
      say({ kind: 'run', job, requestedBy: watch.requestedBy });
    });
  } finally {
    clearTimeout(killing);
    watch.signal.removeEventListener('abort', cancel);
  }
}
