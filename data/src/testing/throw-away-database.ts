import { randomUUID } from 'node:crypto';
import { openDatabase } from '#database';
import type { Database } from '#database';

/** A database of its own beside the one at `url`, for one test file. */
export interface ThrowAwayDatabase {
  readonly url: string;
  readonly database: Database;
  /** Closes and drops it. */
  drop(): Promise<void>;
}

/** Creates an empty database on the server of `url`; with all tables unless told otherwise. */
export async function throwAwayDatabase(
  url: string,
  { migrated = true }: { readonly migrated?: boolean } = {},
): Promise<ThrowAwayDatabase> {
  const name = `marquee_${randomUUID().replaceAll('-', '')}`;
  await onServer(url, `CREATE DATABASE ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const database = await openDatabase({ url: own.href, poolSize: 4 });
  if (migrated) await database.migrate();
  return {
    url: own.href,
    database,
    drop: async () => {
      await database.close();
      await onServer(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const database = await openDatabase({ url, poolSize: 1 });
  try {
    await database.store.rows(sql);
  } finally {
    await database.close();
  }
}
