import { fileURLToPath } from 'node:url';
import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityMetadata } from 'typeorm';
import { importDemo } from '#demo/import-demo';
import { MIGRATIONS } from '#migrations/list';
import { describeSchema } from '#schema/describe-schema';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

const SCHEMA_FILE = fileURLToPath(new URL('../../schema.sql', import.meta.url));
const SCHEMA_HEAD = '-- Generated from the migrations by: npm test -- medium data/src/schema -- -u\n\n';

let own: ThrowAwayDatabase;

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
});
afterAll(async () => {
  await own.drop();
});

describe('the tables', () => {
  it('are what schema.sql shows', async () => {
    await expect(SCHEMA_HEAD + (await describeSchema(own.database.store))).toMatchFileSnapshot(SCHEMA_FILE);
  });

  it('have the columns that the entities name, as nullable as they say', async () => {
    const source = await own.database.connection.dataSource();
    for (const entity of source.entityMetadatas)
      expect(await columnsOfTable(entity.tableName), entity.tableName).toEqual(columnsOfEntity(entity));
  });

  it('are the same after an import has put a new table of ratings in place', async () => {
    const before = await describeSchema(own.database.store);
    await importDemo(own.database);
    expect(await describeSchema(own.database.store)).toBe(before);
  });

  it('need no migration twice', async () => {
    expect(await own.database.migrate()).toEqual([]);
  });

  it('can be taken back and made again', async () => {
    const second = await throwAwayDatabase(testServices().databaseUrl);
    try {
      const source = await second.database.connection.dataSource();
      for (const _ of MIGRATIONS) await source.undoLastMigration();
      expect(await describeSchema(second.database.store)).toBe('');
      expect(await second.database.migrate()).toHaveLength(MIGRATIONS.length);
    } finally {
      await second.drop();
    }
  });
});

async function columnsOfTable(table: string): Promise<Record<string, boolean>> {
  const rows = await own.database.store.rows<{ name: string; nullable: boolean }>(
    `SELECT column_name AS name, is_nullable = 'YES' AS nullable FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 ORDER BY column_name`,
    [table],
  );
  return Object.fromEntries(rows.map(({ name, nullable }) => [name, nullable]));
}

function columnsOfEntity({ columns }: EntityMetadata): Record<string, boolean> {
  return Object.fromEntries(
    columns
      .map(({ databaseName, isNullable }) => [databaseName, isNullable] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}
