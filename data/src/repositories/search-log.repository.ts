import type { Store } from '#store';

export interface QueryCount {
  readonly query: string;
  readonly count: number;
}

export interface SearchDay {
  readonly day: string;
  readonly searches: number;
  readonly withoutResult: number;
  readonly clicked: number;
}

/** What was searched, what it found and what was chosen. */
export class SearchLogRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  /** @returns the entry's id, for `clicked`. */
  async add(entry: {
    readonly query: string;
    readonly mode: string;
    readonly results: number;
    readonly userId?: number | null;
  }): Promise<string> {
    const row = await this.store.row<{ id: string }>(
      'INSERT INTO search_log (query, mode, results, user_id) VALUES ($1, $2, $3, $4) RETURNING id',
      [entry.query, entry.mode, entry.results, entry.userId ?? null],
    );
    return row!.id;
  }

  async clicked(id: string, movieId: number): Promise<void> {
    if (!/^\d{1,18}$/.test(id)) return;
    await this.store.rows('UPDATE search_log SET clicked_movie_id = $2 WHERE id = $1', [id, movieId]);
  }

  /** Searches of the last days: the most frequent, those that never found anything, those never clicked. */
  async stats(
    days: number,
    limit = 20,
  ): Promise<{ top: QueryCount[]; withoutResult: QueryCount[]; withoutClick: QueryCount[] }> {
    const grouped = (having: string) =>
      this.store.rows<QueryCount>(
        `SELECT lower(btrim(query)) AS query, count(*)::int AS count FROM search_log
         WHERE at > now() - make_interval(days => $1) GROUP BY 1 HAVING ${having}
         ORDER BY 2 DESC, 1 LIMIT $2`,
        [days, limit],
      );
    const [top, withoutResult, withoutClick] = await Promise.all([
      grouped('true'),
      grouped('max(results) = 0'),
      grouped('max(results) > 0 AND count(clicked_movie_id) = 0'),
    ]);
    return { top, withoutResult, withoutClick };
  }

  /** Searches day by day (UTC), oldest first; days without any are there too. */
  async perDay(days: number): Promise<SearchDay[]> {
    return await this.store.rows(
      `SELECT to_char(day, 'YYYY-MM-DD') AS day, count(s.id)::int AS searches,
         count(s.id) FILTER (WHERE s.results = 0)::int AS "withoutResult", count(s.clicked_movie_id)::int AS clicked
       FROM generate_series(date_trunc('day', now() AT TIME ZONE 'UTC') - make_interval(days => $1 - 1),
         date_trunc('day', now() AT TIME ZONE 'UTC'), interval '1 day') day
       LEFT JOIN search_log s ON s.at >= day AT TIME ZONE 'UTC' AND s.at < (day + interval '1 day') AT TIME ZONE 'UTC'
       GROUP BY day ORDER BY day`,
      [days],
    );
  }

  async purge(before: Date): Promise<number> {
    return await this.store.count('DELETE FROM search_log WHERE at < $1', [before]);
  }
}
