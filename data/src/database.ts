import { Connection } from '#connection';
import type { ConnectionOptions } from '#connection';
import { repositories } from '#repositories/all';
import type { Repositories } from '#repositories/all';
import { Store } from '#store';
import { asProblem } from '#unavailable';

export interface Database extends Repositories {
  /** For the parts of `data/` that speak COPY or lock; nobody else needs it. */
  readonly connection: Connection;
  readonly store: Store;
  /** Brings the tables up to date. Processes that start at once wait for each other. @returns what ran. */
  migrate(): Promise<string[]>;
  /** @throws ProblemError `database-unavailable` */
  ping(): Promise<void>;
  /** Runs `fn` on repositories that share one transaction; an error undoes all of it. */
  transaction<Result>(fn: (repositories: Repositories) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Any number that no other advisory lock of ours uses. */
const MIGRATION_LOCK = 7_301_000;

/**
 * Opens Postgres. It resolves even while the server is away: every call then throws ProblemError
 * `database-unavailable`, until the server is back.
 */
export async function openDatabase(options: ConnectionOptions): Promise<Database> {
  const connection = new Connection(options);
  const store = new Store(() => connection.manager());
  // An early connection makes the first request quick; whether it succeeds does not matter yet.
  await connection.manager().catch(() => undefined);
  return {
    ...repositories(store, connection),
    connection,
    store,
    migrate: () => migrate(connection),
    ping: async () => {
      await store.rows('SELECT 1');
    },
    transaction: (fn) => store.transaction((inner) => fn(repositories(inner, connection))),
    close: () => connection.close(),
  };
}

async function migrate(connection: Connection): Promise<string[]> {
  try {
    const source = await connection.dataSource();
    const runner = source.createQueryRunner();
    try {
      await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
      const ran = await source.runMigrations();
      return ran.map(({ name }) => name);
    } finally {
      // A connection that goes back to the pool with the lock would keep everyone else out.
      await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
      await runner.release();
    }
  } catch (error) {
    throw asProblem(error);
  }
}
