import { testServices } from '@marquee/contract/testing/test-services';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyRows, RatingSink } from '#copy/copy-in';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';
import { isUnavailable } from '#unavailable';

let own: ThrowAwayDatabase;
beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
});
afterAll(async () => {
  await own.drop();
});

/** A connection, and what cuts it and waits until that has been noticed. */
async function aConnection(): Promise<{ readonly client: Client; readonly cut: () => Promise<void> }> {
  const client = new Client({ connectionString: own.url });
  const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const cut = async (): Promise<void> => {
    await own.database.store.rows('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
    await ended;
  };
  return { client, cut };
}

it('says that the database is away when its connection has been cut between two writes', async () => {
  const { client, cut } = await aConnection();
  const sink = new RatingSink(client, 'ratings');
  const write = async (): Promise<void> => {
    for (let user = 1; user <= 10_000; user++) await sink.add(user, 1, 8, 1_700_000_000);
  };
  await write();
  await cut();
  expect(isUnavailable(await write().catch((error: unknown) => error))).toBe(true);
  expect(isUnavailable(await sink.end().catch((error: unknown) => error))).toBe(true);
  await sink.abort();
});

it('says so of rows in text form, too', async () => {
  const { client, cut } = await aConnection();
  await cut();
  const rows = [[1, 'a']];
  const copied = copyRows(client, { table: 'genome_tags', columns: ['id', 'tag'], rows });
  expect(isUnavailable(await copied.catch((error: unknown) => error))).toBe(true);
});
