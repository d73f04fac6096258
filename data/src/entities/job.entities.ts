import { EntitySchema } from 'typeorm';
import type { ModelRun, ModelState } from '@marquee/contract/admin';
import type { JobName, JobState } from '@marquee/contract/jobs';

export interface ModelRunRow {
  version: string;
  state: ModelState;
  createdAt: Date;
  promotedAt: Date | null;
  durationSeconds: number;
  /** bigint, hence text. */
  bytes: string;
  seed: number;
  requestedBy: string | null;
  reason: string;
  data: ModelRun['data'];
  hyperparameters: ModelRun['hyperparameters'];
  metrics: ModelRun['metrics'];
  gate: ModelRun['gate'];
  /** bigint, hence text. */
  peakMemoryBytes: string | null;
  curves: ModelRun['curves'];
  overlap: ModelRun['overlap'];
}

export const modelRunEntity = new EntitySchema<ModelRunRow>({
  name: 'ModelRun',
  tableName: 'model_runs',
  columns: {
    version: { type: 'text', primary: true },
    state: { type: 'text' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    promotedAt: { type: 'timestamptz', name: 'promoted_at', nullable: true },
    durationSeconds: { type: 'double precision', name: 'duration_seconds' },
    bytes: { type: 'bigint' },
    seed: { type: 'integer' },
    requestedBy: { type: 'text', name: 'requested_by', nullable: true },
    reason: { type: 'text' },
    data: { type: 'jsonb' },
    hyperparameters: { type: 'jsonb' },
    metrics: { type: 'jsonb' },
    gate: { type: 'jsonb', nullable: true },
    peakMemoryBytes: { type: 'bigint', name: 'peak_memory_bytes', nullable: true },
    curves: { type: 'jsonb', default: {} },
    overlap: { type: 'jsonb', nullable: true },
  },
});

export interface JobRunRow {
  id: string;
  name: JobName;
  state: JobState;
  progress: number;
  step: string;
  queuedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  requestedBy: string | null;
  payload: Record<string, unknown>;
  result: Record<string, unknown> | null;
  error: string | null;
  attempts: number;
}

export const jobRunEntity = new EntitySchema<JobRunRow>({
  name: 'JobRun',
  tableName: 'job_runs',
  columns: {
    id: { type: 'text', primary: true },
    name: { type: 'text' },
    state: { type: 'text' },
    progress: { type: 'real', default: 0 },
    step: { type: 'text', default: '' },
    queuedAt: { type: 'timestamptz', name: 'queued_at' },
    startedAt: { type: 'timestamptz', name: 'started_at', nullable: true },
    endedAt: { type: 'timestamptz', name: 'ended_at', nullable: true },
    requestedBy: { type: 'text', name: 'requested_by', nullable: true },
    payload: { type: 'jsonb' },
    result: { type: 'jsonb', nullable: true },
    error: { type: 'text', nullable: true },
    attempts: { type: 'integer', default: 0 },
  },
});

export interface ScheduleRow {
  name: JobName;
  cron: string;
  timeZone: string;
  enabled: boolean;
  lastRunAt: Date | null;
  updatedAt: Date;
}

export const scheduleEntity = new EntitySchema<ScheduleRow>({
  name: 'Schedule',
  tableName: 'schedules',
  columns: {
    name: { type: 'text', primary: true },
    cron: { type: 'text' },
    timeZone: { type: 'text', name: 'time_zone' },
    enabled: { type: 'boolean' },
    lastRunAt: { type: 'timestamptz', name: 'last_run_at', nullable: true },
    updatedAt: { type: 'timestamptz', name: 'updated_at', updateDate: true },
  },
});
