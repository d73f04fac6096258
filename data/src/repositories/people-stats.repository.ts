import type { peopleStatsSchema } from '@marquee/contract/admin';
import type { z } from 'zod';
import type { Store } from '#store';

type PeopleStats = z.infer<typeof peopleStatsSchema>;

const DAYS = 30;

/** How many people there are and what they do, for admins. */
export class PeopleStatsRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  async get(): Promise<PeopleStats> {
    const [counts, perDay] = await Promise.all([
      this.store.row<Omit<PeopleStats, 'perDay' | 'active'> & PeopleStats['active']>(
        `SELECT count(*)::int AS accounts, count(*) FILTER (WHERE disabled)::int AS disabled,
           count(*) FILTER (WHERE last_seen_at > now() - interval '1 day')::int AS day,
           count(*) FILTER (WHERE last_seen_at > now() - interval '7 days')::int AS week,
           count(*) FILTER (WHERE last_seen_at > now() - interval '30 days')::int AS month
         FROM users WHERE kind = 'account'`,
      ),
      this.store.rows<PeopleStats['perDay'][number]>(
        `WITH accounts AS (SELECT id, created_at FROM users WHERE kind = 'account'),
         days AS (
           SELECT day, day AT TIME ZONE 'UTC' AS start, (day + interval '1 day') AT TIME ZONE 'UTC' AS next
           FROM generate_series(date_trunc('day', now() AT TIME ZONE 'UTC') - make_interval(days => $1 - 1),
             date_trunc('day', now() AT TIME ZONE 'UTC'), interval '1 day') day),
         rated AS (
           SELECT date_trunc('day', r.rated_at AT TIME ZONE 'UTC') AS day, count(*)::int AS n
           FROM accounts a JOIN ratings r ON r.user_id = a.id
           WHERE r.rated_at > now() - make_interval(days => $1 + 1) GROUP BY 1)
         SELECT to_char(days.day, 'YYYY-MM-DD') AS day,
           (SELECT count(*)::int FROM accounts a WHERE a.created_at >= days.start AND a.created_at < days.next) AS joined,
           coalesce(rated.n, 0) AS ratings
         FROM days LEFT JOIN rated USING (day) ORDER BY days.day`,
        [DAYS],
      ),
    ]);
    const { accounts, disabled, day, week, month } = counts!;
    return { accounts, disabled, active: { day, week, month }, perDay };
  }
}
