import type { LogLine } from '@marquee/contract/jobs';
import type { Store } from '#store';

/** Lines kept for one run; the latest stay. */
const MOST_LINES = 2000;

/** What jobs said, for as long as their run is remembered. */
export class JobLogsRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  /** Adds lines in their order; the oldest beyond the bound go. The run must have its row already. */
  async add(runId: string, lines: readonly LogLine[], most = MOST_LINES): Promise<void> {
    const column = (pick: (line: LogLine) => string) => lines.map(pick);
    await this.store.transaction(async (store) => {
      await store.rows(
        `INSERT INTO job_logs (run_id, at, level, text)
         SELECT $1, at, level, text FROM unnest($2::timestamptz[], $3::text[], $4::text[])
           WITH ORDINALITY line (at, level, text, place) ORDER BY place`,
        [runId, column(({ at }) => at), column(({ level }) => level), column(({ text }) => text)],
      );
      await store.rows(
        `DELETE FROM job_logs WHERE run_id = $1 AND id <= (
           SELECT id FROM job_logs WHERE run_id = $1 ORDER BY id DESC OFFSET $2 LIMIT 1)`,
        [runId, most],
      );
    });
  }

  /** Oldest first. @param from how many of the kept lines to leave out */
  async list(
    runId: string,
    from = 0,
  ): Promise<{ readonly lines: readonly LogLine[]; readonly total: number }> {
    const [lines, count] = await Promise.all([
      this.store.rows<Omit<LogLine, 'at'> & { readonly at: Date }>(
        'SELECT at, level, text FROM job_logs WHERE run_id = $1 ORDER BY id OFFSET $2',
        [runId, from],
      ),
      this.store.row<{ n: number }>('SELECT count(*)::int AS n FROM job_logs WHERE run_id = $1', [runId]),
    ]);
    return { lines: lines.map((line) => ({ ...line, at: line.at.toISOString() })), total: count!.n };
  }
}
