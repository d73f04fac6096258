import type { JobName, JobPayload } from '@marquee/contract/jobs';
import { announce } from '#connections';
import type { Connections } from '#connections';
import { exclusively } from '#exclusive';
import { HANDLERS } from '#handlers';
import type { Handler, JobContext, Log } from '#job-context';
import { Cancelled, messageOf } from '#outcome';
import type { Outcome } from '#outcome';

export interface RunWatch {
  readonly requestedBy: string | null;
  readonly progress: (share: number, step: string) => void;
  readonly log: Log;
  readonly signal: AbortSignal;
}

export interface JobRequest<Name extends JobName = JobName> {
  readonly name: Name;
  readonly payload: JobPayload<Name>;
}

/**
 * Runs one job in this process: the one way that the queue, the command line and the first start share.
 * A session lock in Postgres holds off a second run of the kind, on any machine.
 * @throws PermanentFailure, TransientFailure, Busy, Cancelled or what the job ran into; `failureKind` sorts them.
 */
export async function runJob<Name extends JobName>(
  connections: Connections,
  { name, payload }: JobRequest<Name>,
  watch: RunWatch,
): Promise<Outcome> {
  watch.signal.throwIfAborted();
  const handler: Handler<Name> = HANDLERS[name];
  const context = contextOf(connections, watch);
  try {
    return await exclusively(connections.database, name, () => handler(context, payload));
  } catch (error) {
    if (watch.signal.aborted) throw new Cancelled(`The run of ${name} was cancelled.`, { cause: error });
    throw error;
  }
}

function contextOf(connections: Connections, watch: RunWatch): JobContext {
  const { database, elastic, embedder, environment, redis } = connections;
  return {
    ...watch,
    database,
    elastic,
    embedder,
    environment,
    announce: async (message) => {
      try {
        await announce(redis, message);
      } catch (error) {
        watch.log(
          `Redis was not told that ${message.kind} ${message.version} is live: ${messageOf(error)}`,
          'warn',
        );
      }
    },
    redis,
  };
}
