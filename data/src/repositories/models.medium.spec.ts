import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '#database';
import { aModelRun } from '#testing/factories';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

let own: ThrowAwayDatabase;
let database: Database;

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
  database = own.database;
});
afterAll(async () => {
  await own.drop();
});
beforeEach(async () => {
  await database.store.rows('TRUNCATE model_runs, model_files');
});

describe('model runs', () => {
  it('come back as they were put', async () => {
    const run = aModelRun('m1', { gate: { passed: true, against: null, reasons: ['the first one'] } });
    await database.modelRuns.add(run);
    expect(await database.modelRuns.get('m1')).toEqual(run);
    expect(await database.modelRuns.get('m2')).toBeUndefined();
    expect(await database.modelRuns.live()).toBeUndefined();
  });

  it('have one live version at any moment, and know where a roll-back goes', async () => {
    for (const version of ['m1', 'm2', 'm3']) await database.modelRuns.add(aModelRun(version));
    expect(await database.modelRuns.promote('m1')).toBeNull();
    expect(await database.modelRuns.promote('m2')).toBe('m1');
    expect(await database.modelRuns.previousLive()).toBe('m1');
    expect((await database.modelRuns.live())?.version).toBe('m2');
    expect(await database.modelRuns.promote('m1')).toBe('m2');
    expect((await database.modelRuns.list()).map(({ version, state }) => `${version} ${state}`)).toEqual([
      'm3 candidate',
      'm2 retired',
      'm1 live',
    ]);
    await expect(database.modelRuns.promote('m9')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('stay one when many admins promote at once', async () => {
    const versions = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6'];
    for (const version of versions) await database.modelRuns.add(aModelRun(version));
    const former = await Promise.all(versions.map((version) => database.modelRuns.promote(version)));
    expect(former.filter((version) => version === null)).toHaveLength(1);
    expect(new Set(former).size).toBe(versions.length);
    const live = (await database.modelRuns.list()).filter(({ state }) => state === 'live');
    expect(live).toHaveLength(1);
  });

  it('names the versions whose files may go, never the live one', async () => {
    for (let n = 1; n <= 8; n += 1) await database.modelRuns.add(aModelRun(`m${String(n)}`));
    await database.modelRuns.promote('m1');
    const beyond = await database.modelRuns.beyondLast(5);
    expect(beyond).not.toContain('m1');
    expect(beyond).toEqual(['m2', 'm3']);
  });
});

describe('model files', () => {
  it('of more than one part come back byte by byte', async () => {
    const bytes = new Uint8Array(16 * 1024 * 1024 + 12_345).map((_, at) => (at * 31) % 251);
    await database.modelFiles.put('m1', bytes);
    expect(Buffer.compare(Buffer.from((await database.modelFiles.get('m1'))!), Buffer.from(bytes))).toBe(0);
    await database.modelFiles.put('m1', bytes.subarray(5, 8));
    expect(await database.modelFiles.get('m1')).toEqual(bytes.slice(5, 8));
    await database.modelFiles.put('m2', new Uint8Array(0));
    expect(await database.modelFiles.get('m2')).toEqual(new Uint8Array(0));
    expect(await database.modelFiles.list()).toEqual(['m1', 'm2']);
    await database.modelFiles.remove('m1');
    expect(await database.modelFiles.get('m1')).toBeUndefined();
  });
});
