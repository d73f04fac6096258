import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { JobName, JobRun, LogLevel } from '@marquee/contract/jobs';
import type { Database } from '@marquee/data/database';
import { LogKeeper } from '#log-keeper';
import { messageOf } from '#outcome';
import type { JobResult } from '#outcome';
import { storable } from '#storable';
import { throttled } from '#throttled';

const WRITE_EVERY_MS = 500;
const END_ATTEMPTS = 3;

export interface RecordedRun {
  readonly id: string;
  readonly name: JobName;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly requestedBy: string | null;
  readonly queuedAt: Date;
  /** This attempt's number, from 1. */
  readonly attempt: number;
}

/** Keeps the row of one run and its log in Postgres; a database that is away costs the record, never the run. */
export class RunRecorder {
  private run: JobRun;
  private readonly database: Database;
  private readonly warn: (line: string) => void;
  private writing: Promise<void> = Promise.resolve();
  private isQueued = false;
  private hasWarned = false;
  private readonly logs: LogKeeper;
  private readonly progressWrites = throttled<JobRun>(() => void this.write(), WRITE_EVERY_MS);

  constructor(database: Database, run: RecordedRun, warn: (line: string) => void) {
    this.database = database;
    this.warn = warn;
    this.logs = new LogKeeper(database, run.id);
    this.run = {
      id: run.id,
      name: run.name,
      payload: { ...run.payload },
      requestedBy: run.requestedBy,
      state: 'active',
      progress: 0,
      step: '',
      queuedAt: run.queuedAt.toISOString(),
      startedAt: new Date().toISOString(),
      endedAt: null,
      result: null,
      error: null,
      attempts: run.attempt,
    };
  }

  async started(): Promise<void> {
    this.log(`attempt ${this.run.attempts} starts in process ${process.pid} on ${hostname()}`);
    await this.write();
  }

  log(text: string, level: LogLevel = 'info'): void {
    this.logs.add(text, level);
  }

  /** Twice a second at most. */
  progress(share: number, step: string): void {
    this.run = { ...this.run, progress: Math.min(1, Math.max(0, share)), step };
    this.logs.step(step);
    this.progressWrites.call(this.run);
  }

  /** A run that is tried again or handed back. */
  async postponed(state: 'waiting' | 'delayed', error: string | null): Promise<void> {
    const again = state === 'waiting' ? 'handed back for another worker' : 'tried again later';
    this.log(error === null ? again : `${again}: ${error}`, 'warn');
    await this.finish({ state, error });
  }

  async completed(result: JobResult): Promise<void> {
    const endedAt = new Date().toISOString();
    this.log('completed');
    await this.finish({ state: 'completed', progress: 1, result: { ...result }, endedAt });
  }

  async ended(state: 'failed' | 'cancelled', error: string): Promise<void> {
    this.log(error, state === 'failed' ? 'error' : 'warn');
    await this.finish({ state, error, endedAt: new Date().toISOString() });
  }

  private async finish(change: Partial<JobRun>): Promise<void> {
    this.progressWrites.stop();
    this.logs.stop();
    await this.logs.flush();
    this.run = { ...this.run, ...change };
    await this.write();
    // Again, for lines that came before the run had its row.
    await this.logs.flush();
  }

  /** One write at a time; one that waits will write what is known by then. */
  private write(): Promise<void> {
    if (this.isQueued) return this.writing;
    this.isQueued = true;
    this.writing = this.writing.then(async () => {
      this.isQueued = false;
      await this.save();
    });
    return this.writing;
  }

  /** What is written last is what stays, so it is worth a second try. */
  private async save(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.database.jobRuns.save(storable(this.run));
        return;
      } catch (error) {
        const isLast = this.run.endedAt === null || attempt === END_ATTEMPTS;
        if (isLast && !this.hasWarned)
          this.warn(`The run ${this.run.id} could not be recorded: ${messageOf(error)}`);
        if (isLast) {
          this.hasWarned = true;
          return;
        }
        await wait(1000);
      }
    }
  }
}
