import { DataSource } from 'typeorm';
import type { EntityManager, Logger, QueryRunner } from 'typeorm';
import type { Client } from 'pg';
import { ENTITIES } from '#entities/list';
import { MIGRATIONS } from '#migrations/list';
import { Store } from '#store';
import { asProblem } from '#unavailable';

export interface ConnectionOptions {
  readonly url: string;
  /** Connections at most; 10 unless told. */
  readonly poolSize?: number;
  /** Ends a statement that got no answer in this time; none unless told (jobs run long statements). */
  readonly queryTimeoutMs?: number;
  /** Called with the text of every statement, for counting and logs. */
  readonly onQuery?: (sql: string) => void;
}

/** Opens on first use, and again after a server that was away has come back. */
export class Connection {
  private readonly source: DataSource;
  private opening: Promise<unknown> | undefined;

  constructor(options: ConnectionOptions) {
    this.source = new DataSource({
      type: 'postgres',
      url: options.url,
      poolSize: options.poolSize ?? 10,
      connectTimeoutMS: 3000,
      applicationName: 'marquee',
      installExtensions: false,
      extra: { query_timeout: options.queryTimeoutMs, keepAlive: true },
      entities: [...ENTITIES],
      migrations: [...MIGRATIONS],
      migrationsTableName: 'migrations',
      migrationsTransactionMode: 'all',
      logging: options.onQuery === undefined ? false : ['query'],
      logger: new QueryListener(options.onQuery),
    });
  }

  /** The manager of the pool; connects when there is no connection yet. */
  async manager(): Promise<EntityManager> {
    await this.open();
    return this.source.manager;
  }

  async dataSource(): Promise<DataSource> {
    await this.open();
    return this.source;
  }

  async close(): Promise<void> {
    await this.opening?.catch(() => undefined);
    if (this.source.isInitialized) await this.source.destroy();
  }

  private async open(): Promise<void> {
    if (this.source.isInitialized) return;
    this.opening ??= this.source.initialize().finally(() => {
      this.opening = undefined;
    });
    try {
      await this.opening;
    } catch (error) {
      throw asProblem(error);
    }
  }
}

/** One connection of one's own: for COPY and session locks by `client`, for the rest by `store`. */
export interface OwnConnection {
  readonly client: Client;
  readonly store: Store;
}

/**
 * Runs `fn` on one connection of its own. When `fn` fails the connection is ended, because a COPY that was cut
 * leaves it unusable, and with it go its locks; the pool makes another.
 */
export async function withConnection<Result>(
  connection: Connection,
  fn: (own: OwnConnection) => Promise<Result>,
): Promise<Result> {
  const runner: QueryRunner = (await connection.dataSource()).createQueryRunner();
  let client: Client | undefined;
  try {
    client = (await runner.connect()) as Client;
    return await fn({ client, store: new Store(() => Promise.resolve(runner.manager)) });
  } catch (error) {
    await client?.end().catch(() => undefined);
    throw asProblem(error);
  } finally {
    await runner.release();
  }
}

/** Passes statements on; failures reach the caller as errors, and written here as well they would be told twice. */
class QueryListener implements Logger {
  readonly logQuery: (sql: string) => void;
  readonly logQueryError = silent;
  readonly logQuerySlow = silent;
  readonly logSchemaBuild = silent;
  readonly logMigration = silent;
  readonly log = silent;

  constructor(onQuery: ((sql: string) => void) | undefined) {
    this.logQuery = onQuery ?? silent;
  }
}

function silent(): void {
  return undefined;
}
