import { randomBytes } from 'node:crypto';
import { testServices } from '@marquee/contract/testing/test-services';
import type { JobName } from '@marquee/contract/jobs';
import { throwAwayDatabase } from '@marquee/data/testing/throw-away-database';
import type { ThrowAwayDatabase } from '@marquee/data/testing/throw-away-database';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { done } from '#outcome';
import { JobWorkers } from '#worker';

const ZONE = 'Europe/Berlin';
/** Long enough for a worker that has just started to take what is due. */
const LOOK_MS = 400;
const quiet = { info: () => undefined, warn: () => undefined };
let test: ThrowAwayDatabase;
let redis: Redis;
let prefix: string;

beforeAll(() => {
  redis = new Redis(testServices().redisUrl, { maxRetriesPerRequest: null });
});
beforeEach(async () => {
  test = await throwAwayDatabase(testServices().databaseUrl);
  prefix = `test-${randomBytes(6).toString('hex')}`;
});
afterEach(async () => {
  vi.useRealTimers();
  for (const key of await redis.keys(`${prefix}:*`)) await redis.del(key);
  await test.drop();
});
afterAll(() => redis.disconnect());

/** What a worker runs that is there at each of the moments only, by the moment at which it runs. */
async function runsAt(cron: string, moments: readonly string[]): Promise<string[]> {
  const schedule = { cron, timeZone: ZONE, enabled: true };
  for (const name of ['train', 'refresh-cache', 'purge'] as const)
    await test.database.schedules.put({ name, ...schedule, enabled: name === 'train' });
  const ran: string[] = [];
  for (const moment of moments) {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(moment) });
    const run = async ({ name }: { readonly name: JobName }) => {
      ran.push(`${name} ${moment}`);
      return done({});
    };
    const workers = new JobWorkers({
      redisUrl: testServices().redisUrl,
      database: test.database,
      log: quiet,
      prefix,
      run,
    });
    await workers.start();
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    await workers.close();
  }
  return ran;
}

describe('a schedule in Berlin', () => {
  it('whose time is lost in spring runs once that night, when the clock is an hour further', async () => {
    expect(
      await runsAt('30 2 * * *', [
        '2027-03-27T12:00:00Z',
        '2027-03-28T00:59:00Z', // 01:59, the last minute of winter
        '2027-03-28T01:01:00Z', // 03:01
        '2027-03-28T01:31:00Z', // 03:31
        '2027-03-28T02:31:00Z',
        '2027-03-29T00:29:00Z', // 02:29 the next day
        '2027-03-29T00:31:00Z',
      ]),
    ).toEqual(['train 2027-03-28T01:31:00Z', 'train 2027-03-29T00:31:00Z']);
  });

  it('whose time comes twice in autumn runs at the first', async () => {
    expect(
      await runsAt('30 2 * * *', [
        '2027-10-30T12:00:00Z',
        '2027-10-31T00:29:00Z', // 02:29 for the first time
        '2027-10-31T00:31:00Z',
        '2027-10-31T01:29:00Z', // 02:29 for the second time
        '2027-10-31T01:31:00Z',
        '2027-11-01T01:31:00Z', // 02:31 the next day
      ]),
    ).toEqual(['train 2027-10-31T00:31:00Z', 'train 2027-11-01T01:31:00Z']);
  });

  it('that was missed in the first of two equal hours runs once, in the second', async () => {
    expect(
      await runsAt('30 2 * * *', [
        '2027-10-30T12:00:00Z',
        '2027-10-31T01:10:00Z', // 02:10 for the second time
        '2027-10-31T01:31:00Z',
        '2027-10-31T05:00:00Z',
      ]),
    ).toEqual(['train 2027-10-31T01:10:00Z']);
  });

  it('for every hour runs in both of them', async () => {
    expect(
      await runsAt('15 * * * *', [
        '2027-10-31T00:10:00Z',
        '2027-10-31T00:16:00Z',
        '2027-10-31T01:16:00Z',
        '2027-10-31T01:20:00Z',
      ]),
    ).toEqual(['train 2027-10-31T00:16:00Z', 'train 2027-10-31T01:16:00Z']);
  });

  it('that was missed for days runs once', async () => {
    expect(
      await runsAt('30 2 * * *', ['2027-06-01T12:00:00Z', '2027-06-05T12:00:00Z', '2027-06-05T13:00:00Z']),
    ).toEqual(['train 2027-06-05T12:00:00Z']);
  });
});
