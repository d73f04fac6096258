import { z } from 'zod';
import { degraded, plainText } from './filters.ts';
import { STRATEGIES } from './recommendation.ts';

export const EXPERIMENT_STATES = ['draft', 'running', 'stopped'] as const;
export type ExperimentState = (typeof EXPERIMENT_STATES)[number];

/** Not `refined`: lists are mixed and replayed without asking a language model. */
export const comparedStrategy = z.enum(STRATEGIES).exclude(['refined']);

const version = z.string().regex(/^[\w:.-]{1,60}$/, 'must be a version');

export const experimentSideSchema = z
  .strictObject({
    strategy: comparedStrategy,
    modelVersion: version.nullable().default(null).describe('Null for whatever model is live'),
  })
  .meta({ id: 'ExperimentSide' });
export type ExperimentSide = Readonly<z.infer<typeof experimentSideSchema>>;

export const experimentSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    state: z.enum(EXPERIMENT_STATES),
    share: z.number().describe('Of the people who take part, 0 to 1'),
    a: experimentSideSchema,
    b: experimentSideSchema,
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    stoppedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Experiment' });
export type Experiment = Readonly<z.infer<typeof experimentSchema>>;
export const experimentListSchema = z
  .object({ items: z.array(experimentSchema) })
  .meta({ id: 'ExperimentList' });

export const createExperimentSchema = z
  .strictObject({
    name: plainText(100),
    share: z.number().gt(0).max(1).default(0.5),
    a: experimentSideSchema,
    b: experimentSideSchema,
  })
  .meta({ id: 'CreateExperiment' });
export type CreateExperiment = Readonly<z.infer<typeof createExperimentSchema>>;

const interval = z.object({ value: z.number(), low: z.number(), high: z.number() });
const sides = z.object({ a: z.int(), b: z.int() });

export const experimentResultSchema = z
  .object({
    lists: z.int().describe('Mixed lists of which something was seen'),
    seen: sides.describe('Films of each side that were seen'),
    clicks: sides,
    likes: sides.describe('Ratings of 4 stars or more within a week of being shown'),
    people: z.object({ a: z.int(), b: z.int(), tied: z.int() }).describe('Whom each person prefers'),
    preference: interval.describe('−0.5 everybody prefers A … +0.5 everybody prefers B; 95 % interval'),
    pValue: z.number().describe('Two-sided sign test over people'),
    peopleNeeded: z.int().nullable().describe('In all, for a difference as large as the one seen'),
    winner: z.enum(['a', 'b']).nullable(),
    days: z.array(z.object({ day: z.iso.date(), a: z.int(), b: z.int() })).describe('Choices by day'),
  })
  .meta({ id: 'ExperimentResult' });
export type ExperimentResult = Readonly<z.infer<typeof experimentResultSchema>>;

export const replayQuerySchema = z.strictObject({
  strategy: comparedStrategy,
  modelVersion: version.optional().describe('The live model when absent'),
});
export const replaySchema = z
  .object({
    strategy: comparedStrategy,
    modelVersion: z.string(),
    lists: z.int(),
    choices: interval.describe('Choices in the first half of a list, had it shown the lists'),
    support: z.number().describe('Share of its films that had a chance of being shown'),
    shown: interval.describe('Choices in the first half of a list, as it was'),
    degraded,
  })
  .meta({ id: 'Replay' });
export type Replay = Readonly<z.infer<typeof replaySchema>>;
