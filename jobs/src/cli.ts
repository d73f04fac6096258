import { randomUUID } from 'node:crypto';
import { EnvironmentError, parseEnvironment } from '@marquee/contract/environment';
import { parseCommandLine, UsageError } from '#cli-args';
import type { CommandLine } from '#cli-args';
import { openConnections } from '#connections';
import { Cancelled, failureKind, failureText } from '#outcome';
import { progressView } from '#progress-bar';
import { runJob } from '#run-job';
import { RunRecorder } from '#run-recorder';

/** `npm run job -- NAME [--flag value …]`: one job in the foreground, by the same code that the queue runs. */
const EXIT = { done: 0, failed: 1, usage: 2, cancelled: 130 } as const;
const BY = 'command line';

process.exitCode = await main(process.argv.slice(2));
process.exit();

async function main(words: readonly string[]): Promise<number> {
  try {
    const line = parseCommandLine(words);
    if (line.kind === 'run') return await run(line);
    console.log(line.text);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof EnvironmentError)) throw error;
    console.error(error.message);
    return EXIT.usage;
  }
}

async function run({ name, payload }: Extract<CommandLine, { kind: 'run' }>): Promise<number> {
  const connections = await openConnections(parseEnvironment());
  const view = progressView(process.stderr, name);
  const stop = new AbortController();
  listenForEnd(stop);
  const record = { id: randomUUID(), name, payload, requestedBy: BY, queuedAt: new Date(), attempt: 1 };
  const recorder = new RunRecorder(connections.database, record, view.log);
  const since = performance.now();
  try {
    await connections.database.migrate();
    await recorder.started();
    const outcome = await runJob(
      connections,
      { name, payload },
      {
        requestedBy: BY,
        signal: stop.signal,
        log: (text, level) => {
          view.log(text);
          recorder.log(text, level);
        },
        progress: (share, step) => {
          recorder.progress(share, step);
          view.progress(share, step);
        },
      },
    );
    view.close();
    const result = outcome.kind === 'done' ? outcome.result : { nothingToDo: outcome.reason };
    await recorder.completed(result);
    console.log(JSON.stringify(result, null, 2));
    console.error(`${name} is done (${((performance.now() - since) / 1000).toFixed(1)} s)`);
    return EXIT.done;
  } catch (error) {
    view.close();
    const isCancelled = failureKind(error) === 'cancelled';
    await recorder.ended(isCancelled ? 'cancelled' : 'failed', failureText(error));
    console.error(isCancelled ? `${name} was cancelled` : `${name} failed: ${failureText(error)}`);
    return isCancelled ? EXIT.cancelled : EXIT.failed;
  } finally {
    await connections.close();
  }
}

/** The first Ctrl-C ends the job cleanly, a second one the process. */
function listenForEnd(stop: AbortController): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(EXIT.cancelled);
      stop.abort(new Cancelled('The run was cancelled.'));
    });
  }
}
