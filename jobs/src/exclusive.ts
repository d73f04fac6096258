import { withConnection } from '@marquee/data/connection';
import type { Database } from '@marquee/data/database';
import { Busy } from '#outcome';

/** First half of the two-part key of our session locks, so that no other lock of the database is met. */
const LOCK_SPACE = 7_301;

/**
 * Runs `work` while this process alone, on any machine, holds the lock of that name. The lock belongs to a connection:
 * Postgres frees it when the process dies.
 * @throws Busy at once when another process holds it.
 */
export async function exclusively<Result>(
  database: Database,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const finish = await withConnection(database.connection, async ({ store }) => {
    const key = [LOCK_SPACE, name];
    const lock = 'SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken';
    const row = await store.row<{ taken: boolean }>(lock, key);
    if (row?.taken !== true) throw new Busy(`Another run of ${name} is going; wait for it or cancel it.`);
    // A failure of the work is none of the connection's, and must not be taken for one.
    const [ended] = await Promise.allSettled([work()]);
    // A connection that broke meanwhile has lost the lock already.
    await store.rows('SELECT pg_advisory_unlock($1, hashtext($2))', key).catch(() => undefined);
    return ended;
  });
  if (finish.status === 'rejected') throw finish.reason;
  return finish.value;
}
