import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobRun } from '@marquee/contract/jobs';
import type { Database } from '#database';
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

const aRun = (id: string, changes: Partial<JobRun> = {}): JobRun => ({
  id,
  name: 'train',
  state: 'active',
  progress: 0.25,
  step: 'Fitting als',
  queuedAt: '2026-01-01T00:00:00.000Z',
  startedAt: '2026-01-01T00:00:01.000Z',
  endedAt: null,
  requestedBy: null,
  payload: { seed: 1 },
  result: null,
  error: null,
  attempts: 1,
  ...changes,
});

describe('job runs', () => {
  it('come back as they were saved, the latest state once', async () => {
    await database.jobRuns.save(aRun('a'));
    const ended = aRun('a', {
      state: 'completed',
      progress: 1,
      endedAt: '2026-01-01T00:00:31.000Z',
      result: { version: 'm1' },
    });
    await database.jobRuns.save(ended);
    await database.jobRuns.save(aRun('b', { name: 'import', queuedAt: '2026-01-02T00:00:00.000Z' }));
    expect(await database.jobRuns.get('a')).toEqual(ended);
    expect(await database.jobRuns.get('c')).toBeUndefined();
    expect((await database.jobRuns.list()).map(({ id }) => id)).toEqual(['b', 'a']);
    expect((await database.jobRuns.list({ name: 'train', limit: 1 })).map(({ id }) => id)).toEqual(['a']);
    expect(await database.jobRuns.usualSeconds('train')).toBe(30);
    expect(await database.jobRuns.usualSeconds('index')).toBeUndefined();
    expect(await database.jobRuns.purge(new Date('2026-01-03'))).toBe(1);
    expect((await database.jobRuns.list()).map(({ id }) => id)).toEqual(['b']);
  });
});

describe('schedules', () => {
  it('that an admin changed stay when the standard ones are added', async () => {
    const nightly = { name: 'train', cron: '0 3 * * *', timeZone: 'UTC', enabled: true } as const;
    await database.schedules.addMissing([nightly]);
    await database.schedules.put({
      ...nightly,
      cron: '0 5 * * *',
      timeZone: 'Europe/Berlin',
      enabled: false,
    });
    await database.schedules.addMissing([nightly, { ...nightly, name: 'purge' }]);
    const at = new Date('2026-01-01T05:00:00Z');
    await database.schedules.noteRun('train', at);
    expect(await database.schedules.get('train')).toMatchObject({
      cron: '0 5 * * *',
      timeZone: 'Europe/Berlin',
      enabled: false,
      lastRunAt: at,
    });
    expect((await database.schedules.list()).map(({ name }) => name)).toEqual(['purge', 'train']);
  });
});

describe('the audit log', () => {
  it('tells who did what, the latest first', async () => {
    await database.audit.add({ userId: null, who: 'command line', action: 'model.promote', subject: 'm1' });
    await database.audit.add({
      userId: null,
      who: 'ada@example.org',
      action: 'user.disable',
      subject: 'ben',
      detail: { disabled: true },
    });
    expect((await database.audit.list(2)).map(({ who, detail }) => [who, detail])).toEqual([
      ['ada@example.org', { disabled: true }],
      ['command line', {}],
    ]);
  });
});

describe('import reports', () => {
  it('are kept, the latest first', async () => {
    await database.importReports.add('demo', { movies: 1 });
    await database.importReports.add('movielens', { movies: 2 });
    expect(await database.importReports.latest()).toMatchObject({
      source: 'movielens',
      report: { movies: 2 },
    });
    expect(await database.importReports.list()).toHaveLength(2);
  });
});
