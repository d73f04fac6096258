import { randomUUID } from 'node:crypto';
import { testServices } from '@marquee/contract/testing/test-services';
import type { LogLine } from '@marquee/contract/jobs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aFilm, aModelRun, anAccount } from '#testing/factories';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

let own: ThrowAwayDatabase;
const [A, B] = [
  { strategy: 'stacked', modelVersion: null },
  { strategy: 'als', modelVersion: 'v1' },
] as const;
beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
});
afterAll(() => own.drop());

describe('experiments', () => {
  it('run one at a time, from draft to stopped and never back', async () => {
    const { experiments } = own.database;
    const one = await experiments.create({ name: 'ALS alone', share: 0.5, a: A, b: B }, 'Ada');
    const other = await experiments.create({ name: 'Another', share: 1, a: B, b: A }, 'Ada');
    expect(one).toMatchObject({ state: 'draft', a: A, b: B, startedAt: null, createdBy: 'Ada' });
    expect(await experiments.stop(one.id)).toBeUndefined();
    const started = await Promise.all([experiments.start(one.id), experiments.start(other.id)]);
    expect(started.filter(Boolean)).toHaveLength(1);
    const running = (await experiments.running())!;
    expect(await experiments.remove(running.id)).toBe(false);
    expect(await experiments.stop(running.id)).toMatchObject({ state: 'stopped' });
    expect(await experiments.start(running.id)).toBeUndefined();
    expect(await experiments.running()).toBeUndefined();
    expect(await experiments.remove(running.id)).toBe(true);
    expect(await experiments.get(running.id)).toBeUndefined();
  });

  it('keep the file of a model that they need', async () => {
    const { experiments, modelRuns } = own.database;
    for (const version of ['v1', 'v2', 'v3']) await modelRuns.add(aModelRun(version));
    const { id } = await experiments.create({ name: 'The old one', share: 1, a: A, b: B }, 'Ada');
    expect(await modelRuns.beyondLast(1)).toEqual(['v2']);
    for (const { id } of await experiments.list()) await experiments.remove(id);
    expect(await modelRuns.beyondLast(1)).toEqual(['v1', 'v2']);
    expect(await experiments.get(id)).toBeUndefined();
  });

  it('credit each side with what was seen and chosen, once a list', async () => {
    const { experiments, interleavings, events, ratings } = own.database;
    const person = await anAccount(own.database);
    const [heat, ran, alien] = [
      await aFilm(own.database, { title: 'Heat' }),
      await aFilm(own.database, { title: 'Ran' }),
      await aFilm(own.database, { title: 'Alien' }),
    ];
    const { id } = await experiments.create({ name: 'Credits', share: 1, a: A, b: B }, 'Ada');
    const list = (listId: string) =>
      interleavings.add({
        listId,
        experimentId: id,
        userId: person.id,
        replayable: true,
        items: [
          { movieId: heat, team: 'a' },
          { movieId: ran, team: 'b' },
          { movieId: alien, team: 'b' },
        ],
        wantedA: [heat, ran],
        wantedB: [ran, alien],
      });
    const [first, second] = [randomUUID(), randomUUID()];
    await list(first);
    await list(second);
    const seen = (kind: 'impression' | 'click', movieId: number, listId: string) => ({
      kind,
      movieId,
      listId,
    });
    await events.append(person.id, [
      ...[heat, ran].map((movieId) => seen('impression', movieId, first)),
      seen('impression', ran, first),
      seen('click', ran, first),
      seen('click', ran, first),
      seen('impression', heat, second),
    ]);
    // Somebody else's event on the list is none of its person's.
    await events.append((await anAccount(own.database, 'Mallory')).id, [seen('click', heat, first)]);
    await ratings.put(person.id, [{ movieId: heat, rating: 4 }]);
    await ratings.put(person.id, [{ movieId: alien, rating: 5 }]);
    const credits = await interleavings.credits(id);
    expect(credits.map(({ day: _day, ...credit }) => credit)).toEqual([
      // Heat was seen in both lists and its rating counts for the later one alone; Alien was never seen.
      { userId: person.id, team: 'a', seen: 2, clicks: 0, likes: 1 },
      { userId: person.id, team: 'b', seen: 1, clicks: 1, likes: 0 },
    ]);
    expect(await interleavings.seenLists(id)).toBe(2);
    const [latest, former] = await interleavings.replayable(id, 10);
    expect([latest?.chosen, former?.chosen]).toEqual([[heat], [ran]]);
    expect(former).toMatchObject({ movies: [heat, ran, alien], wantedA: [heat, ran], userId: person.id });
    await own.database.users.remove(person.id);
    expect(await interleavings.credits(id)).toEqual([]);
  });
});

describe('the logs of jobs', () => {
  it('keep their order and the latest lines, and go with their run', async () => {
    const { jobLogs, jobRuns } = own.database;
    const at = new Date().toISOString();
    const lines = Array.from({ length: 5 }, (_, n): LogLine => ({ at, level: 'info', text: `line ${n}` }));
    await expect(jobLogs.add('r1', lines)).rejects.toThrow(/foreign key/);
    await jobRuns.save({
      id: 'r1',
      name: 'embed',
      state: 'failed',
      progress: 0,
      step: '',
      queuedAt: at,
      startedAt: at,
      endedAt: at,
      requestedBy: null,
      payload: {},
      result: null,
      error: null,
      attempts: 1,
    });
    await jobLogs.add('r1', lines);
    await jobLogs.add('r1', [{ at, level: 'error', text: 'the end' }], 4);
    expect(await jobLogs.list('r1', 2)).toEqual({
      lines: [lines[4], { at, level: 'error', text: 'the end' }],
      total: 4,
    });
    await jobRuns.purge(new Date(Date.now() + 1000));
    expect((await jobLogs.list('r1')).total).toBe(0);
  });
});
