import type { Client } from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import { copyOut } from '#copy/copy-out';
import { asProblem } from '#unavailable';

/** What repositories speak to Postgres through: the pool, or one transaction. */
export class Store {
  private readonly source: () => Promise<EntityManager>;

  constructor(source: () => Promise<EntityManager>) {
    this.source = source;
  }

  /** Runs `fn` with TypeORM's manager. @throws ProblemError `database-unavailable` when the server is away. */
  async run<Result>(fn: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    try {
      return await fn(await this.source());
    } catch (error) {
      throw asProblem(error);
    }
  }

  /** The rows that a statement gives. */
  async rows<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.query<Row>(sql, parameters)).rows;
  }

  /** The first row, or undefined. */
  async row<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row | undefined> {
    return (await this.query<Row>(sql, parameters)).rows[0];
  }

  /** How many rows a statement changed. */
  async count(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    return (await this.query(sql, parameters)).affected;
  }

  /** Runs `fn` in a transaction: the one that this store stands for already, or a new one. */
  async transaction<Result>(fn: (store: Store) => Promise<Result>): Promise<Result> {
    return await this.run(async (manager) => {
      if (manager.queryRunner?.isTransactionActive) return await fn(this);
      return await manager.transaction((inner) => fn(new Store(() => Promise.resolve(inner))));
    });
  }

  /** The rows of a query as the bytes that Postgres holds; see copy-out.ts. */
  async rawRows(select: string): Promise<(Buffer | null)[][]> {
    return await this.onRunner(async (runner) => await copyOut((await runner.connect()) as Client, select));
  }

  private async query<Row>(
    sql: string,
    parameters: readonly unknown[],
  ): Promise<{ readonly rows: Row[]; readonly affected: number }> {
    return await this.onRunner(async (runner) => {
      const { records, affected } = await runner.query(sql, [...parameters], true);
      return { rows: (records ?? []) as Row[], affected: affected ?? 0 };
    });
  }

  /** Runs `fn` on the transaction's connection, or on one that goes back to the pool afterwards. */
  private async onRunner<Result>(fn: (runner: QueryRunner) => Promise<Result>): Promise<Result> {
    return await this.run(async (manager) => {
      if (manager.queryRunner !== undefined) return await fn(manager.queryRunner);
      const runner = manager.dataSource.createQueryRunner();
      try {
        return await fn(runner);
      } finally {
        await runner.release();
      }
    });
  }
}
