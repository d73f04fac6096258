import { randomBytes } from 'node:crypto';
import { openDatabase } from '@marquee/data/database';
import type { Database } from '@marquee/data/database';

export interface TestDatabase {
  readonly url: string;
  readonly database: Database;
  readonly drop: () => Promise<void>;
}

/** For tests: a fresh, migrated database on the server of `DATABASE_URL`, for one test file alone. */
export async function testDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `test_jobs_${randomBytes(6).toString('hex')}`;
  const server = await openDatabase({ url: serverUrl, poolSize: 1 });
  await server.store.rows(`CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const database = await openDatabase({ url: url.href });
  await database.migrate();
  return {
    url: url.href,
    database,
    drop: async () => {
      await database.close();
      await server.store.rows(`DROP DATABASE ${name} WITH (FORCE)`);
      await server.close();
    },
  };
}
