import type { Environment } from '@marquee/contract/environment';
import type { JobName, JobPayload, LiveMessage, LogLevel } from '@marquee/contract/jobs';
import type { Database } from '@marquee/data/database';
import type { Elastic } from '@marquee/elastic/elastic';
import type { Embedder } from '@marquee/recommender/embedder';
import type { Redis } from 'ioredis';
import type { Outcome } from '#outcome';

/** One line of a run's log; `info` unless told. */
export type Log = (line: string, level?: LogLevel) => void;

/** What a job gets from outside; everything else it needs is in its payload. */
export interface JobContext {
  readonly database: Database;
  readonly elastic: Elastic;
  readonly embedder: Embedder;
  readonly environment: Environment;
  /** Who asked, for the records: a person's public id, `schedule` or `command line`. */
  readonly requestedBy: string | null;
  /** Share done, 0 to 1, and what is being done. */
  readonly progress: (share: number, step: string) => void;
  readonly log: Log;
  /** Aborted when the run is to end; a job ends within two seconds of it. */
  readonly signal: AbortSignal;
  /** Tells every API process that something new is live. Never fails: those that miss it look by themselves. */
  readonly announce: (message: LiveMessage) => Promise<void>;
  /** For the caches of the API; commands fail while Redis is away. */
  readonly redis: Redis;
}

export type Handler<Name extends JobName> = (
  context: JobContext,
  payload: JobPayload<Name>,
) => Promise<Outcome>;

/** Narrows the progress of a context to a part of the whole, from `start` to `end`. */
export function partOf(context: JobContext, start: number, end: number): JobContext {
  return { ...context, progress: (share, step) => context.progress(start + share * (end - start), step) };
}
