import type { LogLevel, LogLine } from '@marquee/contract/jobs';
import type { Database } from '@marquee/data/database';
import { storable } from '#storable';
import { throttled } from '#throttled';

const WRITE_EVERY_MS = 500;
/** Lines that wait for a database that is away; the oldest are let go. */
const MOST_WAITING = 1000;
const LONGEST = 4000;

/** Keeps what a run says in Postgres, so that it can be read after the end and after a restart. Never fails. */
export class LogKeeper {
  private readonly runId: string;
  private readonly database: Database;
  private waiting: LogLine[] = [];
  private writing: Promise<void> = Promise.resolve();
  private lastStep = '';
  private readonly writes = throttled<null>(() => void this.flush(), WRITE_EVERY_MS);

  constructor(database: Database, runId: string) {
    this.database = database;
    this.runId = runId;
  }

  add(text: string, level: LogLevel = 'info'): void {
    this.waiting.push({ at: new Date().toISOString(), level, text: text.slice(0, LONGEST) });
    if (this.waiting.length > MOST_WAITING) this.waiting.shift();
    this.writes.call(null);
  }

  /**
   * Notes a step when it begins: "12 of 400 movies" is the same step as "13 of 400 movies", and so is what only adds to the
   * words of the last one, such as "training als, iteration 3 of 12" to "training als".
   */
  step(text: string): void {
    const kind = text.replaceAll(/\d[\d.,]*/g, '#');
    if (text === '' || kind === this.lastStep || kind.startsWith(`${this.lastStep}, `)) return;
    this.lastStep = kind;
    this.add(text);
  }

  /** Writes what waits; what cannot be written waits on. */
  async flush(): Promise<void> {
    this.writing = this.writing.then(async () => {
      const lines = this.waiting;
      if (lines.length === 0) return;
      this.waiting = [];
      await this.database.jobLogs.add(this.runId, storable(lines)).catch(() => {
        this.waiting = [...lines, ...this.waiting].slice(-MOST_WAITING);
      });
    });
    await this.writing;
  }

  stop(): void {
    this.writes.stop();
  }
}
