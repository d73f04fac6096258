import { z } from 'zod';
import { ROLES } from './account.ts';
import { cursor, degraded, limit, pageOf, plainText } from './filters.ts';
import { JOB_NAMES, jobRunSchema } from './jobs.ts';
import type { JobName } from './jobs.ts';
import { recommendationSchema } from './recommendation.ts';

export const jobNameParam = z.enum(JOB_NAMES as [JobName, ...JobName[]]);

export const startJobSchema = z
  .strictObject({ name: jobNameParam, payload: z.record(z.string(), z.unknown()).default({}) })
  .meta({ id: 'StartJob' });
export type StartJob = Readonly<z.infer<typeof startJobSchema>>;
export const jobListSchema = z.object({ items: z.array(jobRunSchema) }).meta({ id: 'JobList' });

export const scheduleSchema = z
  .object({
    name: jobNameParam,
    cron: z.string().describe('Five fields: minute hour day-of-month month day-of-week'),
    timeZone: z.string().describe('IANA name, such as Europe/Berlin'),
    enabled: z.boolean(),
    nextAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Schedule' });
export const putScheduleSchema = scheduleSchema
  .omit({ name: true, nextAt: true })
  .strict()
  .meta({ id: 'PutSchedule' });
export const schedulesSchema = z.object({ items: z.array(scheduleSchema) }).meta({ id: 'Schedules' });

export const MODEL_STATES = ['candidate', 'live', 'retired', 'refused'] as const;
export type ModelState = (typeof MODEL_STATES)[number];
export const modelRunSchema = z
  .object({
    version: z.string(),
    state: z.enum(MODEL_STATES),
    createdAt: z.iso.datetime(),
    durationSeconds: z.number(),
    bytes: z.int(),
    seed: z.int(),
    requestedBy: z.string().nullable(),
    reason: z.string(),
    data: z.object({ ratings: z.int(), users: z.int(), movies: z.int(), fingerprint: z.string() }),
    hyperparameters: z.record(z.string(), z.record(z.string(), z.unknown())),
    metrics: z
      .record(
        z.string(),
        z.record(z.string(), z.object({ value: z.number(), low: z.number(), high: z.number() })),
      )
      .describe('strategy → metric → value with its 95 % interval'),
    gate: z
      .object({ passed: z.boolean(), against: z.string().nullable(), reasons: z.array(z.string()) })
      .nullable(),
    peakMemoryBytes: z
      .int()
      .nullable()
      .describe('The most memory that the job’s process held; null for runs of before it was noted'),
    curves: z
      .object({
        als: z.array(z.number()).optional().describe('The loss for each rating'),
        rating: z.array(z.number()).optional().describe('The error on the ratings trained on, stars'),
      })
      .describe('Model → value after every iteration; none of a model that another program trained'),
    overlap: z
      .object({
        against: z.string(),
        people: z.int(),
        strategies: z.record(z.string(), z.object({ value: z.number(), low: z.number(), high: z.number() })),
      })
      .nullable()
      .describe(
        'Of the people who rated since the live model was trained: which share of 20 recommendations that model, given their new ratings, has in common with this one, trained on them; null where nobody has',
      ),
  })
  .meta({ id: 'ModelRun' });
export type ModelRun = Readonly<z.infer<typeof modelRunSchema>>;
export const modelListSchema = z.object({ items: z.array(modelRunSchema) }).meta({ id: 'ModelList' });
export const compareSchema = z
  .object({
    left: z.object({ version: z.string(), items: z.array(recommendationSchema) }),
    right: z.object({ version: z.string(), items: z.array(recommendationSchema) }),
    overlap: z.number().describe('Share of films that stand in both lists'),
    degraded,
  })
  .meta({ id: 'ModelComparison' });

export const overviewSchema = z
  .object({
    services: z.array(z.object({ name: z.string(), up: z.boolean(), detail: z.string() })),
    counts: z.record(z.string(), z.int()),
    liveModel: z.string().nullable(),
    liveIndex: z.string().nullable(),
  })
  .meta({ id: 'AdminOverview' });

const counted = z.array(z.object({ name: z.string(), count: z.int() }));

export const dataQualitySchema = z
  .object({
    lastImport: z.record(z.string(), z.unknown()).nullable().describe('report.json of the last import'),
    reasons: z
      .array(
        z.object({
          reason: z.string(),
          meaning: z.string(),
          dropped: z.boolean().describe('Whether it kept something out; else it is a remark'),
          count: z.int(),
          examples: z.array(z.string()),
        }),
      )
      .describe('Of the last import: what was dropped and why, most first'),
    imports: z
      .array(
        z.object({
          source: z.string(),
          at: z.iso.datetime(),
          seconds: z.number(),
          movies: z.object({ read: z.int(), kept: z.int() }),
          ratings: z.object({ read: z.int(), kept: z.int() }),
        }),
      )
      .describe('The last imports, latest first'),
    movies: z.int(),
    ratings: z
      .object({ total: z.int(), generated: z.int(), imported: z.int(), accounts: z.int() })
      .describe('By whose they are; generated ones are of imaginary people'),
    coverage: z
      .array(z.object({ what: z.string(), count: z.int() }))
      .describe('How many films have an overview, an embedding, a poster …'),
    missing: z.array(z.object({ what: z.string(), count: z.int(), examples: z.array(z.string()) })),
    ratingHistogram: z.array(z.object({ stars: z.number(), count: z.int() })),
    moviesByDecade: z.array(z.object({ decade: z.int(), count: z.int() })),
    moviesByRatings: z
      .array(z.object({ from: z.int(), to: z.int().nullable(), count: z.int() }))
      .describe('Films by how many ratings they have'),
    languages: counted.describe('Films by their main language, most first; the rest as "other"'),
    genres: counted,
  })
  .meta({ id: 'DataQuality' });

export const cachesSchema = z
  .object({
    up: z.boolean(),
    keys: z.int(),
    memoryBytes: z.int(),
    hits: z.int(),
    misses: z.int(),
    hitRate: z.number().nullable().describe('Of all that Redis was asked for, queues included'),
    answers: z
      .object({ hits: z.int(), misses: z.int(), unavailable: z.int() })
      .describe('Look-ups of ready answers by this process since it started'),
    kinds: z
      .array(z.object({ name: z.string(), keys: z.int() }))
      .describe('Keys by what they are for, most first'),
  })
  .meta({ id: 'Caches' });

export const usersQuerySchema = z.strictObject({
  q: plainText(100).optional(),
  limit: limit(50, 200),
  cursor,
});
export const adminUserSchema = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    disabled: z.boolean(),
    generated: z.boolean().describe('An imaginary person of the demo data'),
    ratingCount: z.int(),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'AdminUser' });
export const usersPageSchema = pageOf(adminUserSchema).meta({ id: 'UsersPage' });
export const patchUserSchema = z
  .strictObject({ role: z.enum(ROLES).optional(), disabled: z.boolean().optional() })
  .meta({ id: 'PatchUser' });

export const peopleStatsSchema = z
  .object({
    accounts: z.int(),
    disabled: z.int(),
    active: z
      .object({ day: z.int(), week: z.int(), month: z.int() })
      .describe('Accounts seen in the last day, 7 days, 30 days'),
    perDay: z
      .array(z.object({ day: z.iso.date(), joined: z.int(), ratings: z.int() }))
      .describe('New accounts and ratings of accounts; the last 30 days, oldest first'),
  })
  .meta({ id: 'PeopleStats' });

export const searchStatsSchema = z
  .object({
    days: z.int(),
    top: z.array(z.object({ query: z.string(), count: z.int() })),
    withoutResult: z.array(z.object({ query: z.string(), count: z.int() })),
    withoutClick: z.array(z.object({ query: z.string(), count: z.int() })),
    perDay: z.array(
      z.object({ day: z.iso.date(), searches: z.int(), withoutResult: z.int(), clicked: z.int() }),
    ),
  })
  .meta({ id: 'SearchStats' });
