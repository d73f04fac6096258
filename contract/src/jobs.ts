import { z } from 'zod';

/** Every job and its payload: the one table that the queue, the command line and the admin API share. */
export const JOB_PAYLOADS = {
  import: z.strictObject({
    source: z
      .enum(['demo', 'movielens', 'imdb', 'tmdb'])
      .default('demo')
      .describe('Where the films come from'),
    path: z.string().optional().describe('Folder with the source’s files'),
    dataset: z
      .enum(['ml-latest-small', 'ml-25m', 'ml-32m', 'ml-1m', 'ml-100k'])
      .optional()
      .describe('MovieLens set by name'),
    metadata: z.string().optional().describe('JSON-lines file with overviews, people and keywords'),
    out: z.string().optional().describe('Folder for the cleaned files and the report'),
    acceptLicence: z.boolean().default(false).describe('Accepts the data set’s licence for a download'),
    ratings: z
      .string()
      .optional()
      .describe('IMDb: folder of a MovieLens set, whose ratings are joined by IMDb id'),
    minVotes: z.coerce
      .number()
      .int()
      .min(0)
      .optional()
      .describe('IMDb: films with fewer votes are left out (1000 unless said)'),
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(100_000)
      .optional()
      .describe('TMDB: how many films (1000 unless said)'),
  }),
  'check-links': z.strictObject({ limit: z.coerce.number().int().min(1).optional() }),
  enrich: z.strictObject({
    limit: z.coerce.number().int().min(1).optional(),
    olderThanDays: z.coerce.number().int().min(0).default(30),
  }),
  embed: z.strictObject({
    all: z.boolean().default(false).describe('Again, also what has a vector already'),
  }),
  index: z.strictObject({}),
  map: z.strictObject({
    force: z.boolean().default(false).describe('Again, also when nothing has changed'),
  }),
  train: z.strictObject({
    seed: z.coerce.number().int().default(1),
    budgetSeconds: z.coerce.number().int().min(0).default(45).describe('Time for choosing hyper-parameters'),
    reason: z.string().max(200).default(''),
    force: z.boolean().default(false).describe('Becomes live even when the quality gate refuses'),
    engine: z
      .enum(['local', 'spark'])
      .default('local')
      .describe('What computes the factors of als: this machine’s own kernel, or Spark'),
  }),
  evaluate: z.strictObject({}),
  'refresh-cache': z.strictObject({ activeDays: z.coerce.number().int().min(1).default(30) }),
  purge: z.strictObject({}),
} as const;

export type JobName = keyof typeof JOB_PAYLOADS;
export const JOB_NAMES = Object.keys(JOB_PAYLOADS) as readonly JobName[];
export type JobPayload<Name extends JobName> = Readonly<z.infer<(typeof JOB_PAYLOADS)[Name]>>;

/** One queue a job kind, so that one run of a kind goes at a time. */
export const queueName = (name: JobName): string => `marquee-${name}`;

/** What a queue carries for one run; `requestedBy` is a person's public id, or `schedule`. */
export interface QueuedJob<Name extends JobName = JobName> {
  readonly payload: JobPayload<Name>;
  readonly requestedBy: string | null;
}

/** How the queues are kept; whoever adds jobs and whoever runs them agree on it. */
export const JOB_QUEUES = {
  /** Prefix of every Redis key of the queues. */
  prefix: 'marquee-jobs',
  /** A run that fails for a passing reason is tried so often in all, after 5, 10, 20 and 40 seconds. */
  attempts: 5,
  backoffMs: 5_000,
  /** Ended runs that Redis remembers for each kind; Postgres keeps the history. */
  kept: 200,
} as const;

/** Redis channel on which the id of a run that is to end is told; the key keeps the wish until a worker sees it. */
export const cancelChannel = (prefix: string = JOB_QUEUES.prefix): string => `${prefix}:cancel`;
export const cancelKey = (runId: string, prefix: string = JOB_QUEUES.prefix): string =>
  `${prefix}:cancelled:${runId}`;

/** What runs by itself until an admin decides otherwise: five cron fields, in UTC. */
export const DEFAULT_SCHEDULES = [
  { name: 'train', cron: '30 3 * * *', timeZone: 'UTC', enabled: true },
  { name: 'refresh-cache', cron: '10 * * * *', timeZone: 'UTC', enabled: true },
  { name: 'purge', cron: '0 5 * * *', timeZone: 'UTC', enabled: true },
] as const satisfies readonly {
  readonly name: JobName;
  readonly cron: string;
  readonly timeZone: string;
  readonly enabled: boolean;
}[];

/**
 * Redis list of the people (row ids) whose answers are to be made ready. The job `refresh-cache` fills it; the API
 * takes from its head while it has little else to do.
 */
export const WARM_LIST = 'marquee:warm';
/** Pattern of the Redis keys of ready answers. */
export const ANSWER_KEYS = 'answer:*';

/**
 * Redis channel on which a new live model, index or data set is announced. Channels know no databases, which is why the
 * database's number is in the name: what shares a Redis server by databases hears only its own.
 */
export const liveChannel = (redisDatabase = 0): string => `marquee:live:${String(redisDatabase)}`;
export type LiveMessage = { readonly kind: 'model' | 'index'; readonly version: string };

export const JOB_STATES = ['waiting', 'active', 'completed', 'failed', 'cancelled', 'delayed'] as const;
export type JobState = (typeof JOB_STATES)[number];

export const jobRunSchema = z
  .object({
    id: z.string(),
    name: z.enum(JOB_NAMES as [JobName, ...JobName[]]),
    state: z.enum(JOB_STATES),
    progress: z.number().describe('0 to 1'),
    step: z.string(),
    queuedAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
    requestedBy: z.string().nullable(),
    payload: z.record(z.string(), z.unknown()),
    result: z.record(z.string(), z.unknown()).nullable(),
    error: z.string().nullable(),
    attempts: z.int(),
  })
  .meta({ id: 'JobRun' });
export type JobRun = Readonly<z.infer<typeof jobRunSchema>>;

export const LOG_LEVELS = ['info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export const logLineSchema = z
  .object({ at: z.iso.datetime(), level: z.enum(LOG_LEVELS), text: z.string() })
  .meta({ id: 'LogLine' });
export type LogLine = Readonly<z.infer<typeof logLineSchema>>;
