import { setImmediate as turn } from 'node:timers/promises';
import { ProblemError } from '@marquee/contract/problem';
import type { OneRating, OutcomeTogether, RatingOutcome } from '@marquee/data/repositories/save-ratings';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RatingChanges } from '#me/rating-changes';

const GONE = 404;

// Of the clock alone: on a busy machine a turn may take longer than statements are waited for.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** Writes down what is asked of it, and answers a statement when it is told to, or at once. */
class SlowStore {
  readonly statements: string[] = [];
  readonly ends: ((how?: Error) => void)[] = [];
  /** People whose rows somebody else holds. */
  readonly held = new Set<number>();
  atOnce = false;

  async rateTogether(ratings: readonly OneRating[]): Promise<readonly OutcomeTogether[]> {
    await this.ask(ratings.map(({ userId, movieId }) => `${String(userId)}:${String(movieId)}`).join(' '));
    return ratings.map(({ userId, movieId }) => {
      if (this.held.has(userId)) return 'busy';
      if (userId === GONE) return 'no person';
      return movieId === GONE ? 'no movie' : 'saved';
    });
  }

  async rate({ userId, movieId }: OneRating): Promise<RatingOutcome> {
    await this.ask(`${String(userId)}:${String(movieId)} alone`);
    if (userId === GONE) throw new ProblemError('not-found');
    return movieId === GONE ? 'no movie' : 'saved';
  }

  private async ask(what: string): Promise<void> {
    this.statements.push(what);
    if (this.atOnce) return;
    await new Promise<void>((resolve, reject) =>
      this.ends.push((how) => (how === undefined ? resolve() : reject(how))),
    );
  }
}

const aStore = (atOnce = false) => {
  const store = new SlowStore();
  store.atOnce = atOnce;
  const changes = new RatingChanges(store);
  const rate = (userId: number, movieId: number) => changes.rate({ userId, movieId, rating: 3 });
  return { store, changes, rate };
};
const AWAY = new ProblemError('database-unavailable');

it('writes one that comes alone by itself, in the next turn', async () => {
  const { store, rate } = aStore(true);
  expect(await rate(1, 10)).toBe('saved');
  expect(store.statements).toEqual(['1:10 alone']);
});

it('writes what comes in one turn together, and answers nobody before it is written', async () => {
  const { store, rate } = aStore();
  const answers: string[] = [];
  const all = Promise.all(
    [1, 2, 3].map(async (person) => answers.push(`${String(person)} ${await rate(person, 10)}`)),
  );
  await turn();
  expect(store.statements).toEqual(['1:10 2:10 3:10']);
  await turn();
  expect(answers).toEqual([]);
  store.ends[0]!();
  await all;
  expect(answers).toEqual(['1 saved', '2 saved', '3 saved']);
});

it('gathers what comes while others are being written', async () => {
  const { store, rate } = aStore();
  const all: Promise<string>[] = [];
  for (let person = 1; person <= 7; person++) {
    all.push(rate(person, 10));
    await turn();
  }
  // One alone counts for nothing, as it may have to wait for somebody; three more are enough.
  expect(store.statements).toEqual(['1:10 alone', '2:10', '3:10', '4:10']);
  store.ends[1]!();
  await turn();
  await turn();
  expect(store.statements.slice(4)).toEqual(['5:10 6:10 7:10']);
  for (const end of store.ends) end();
  expect(await Promise.all(all)).toEqual(Array(7).fill('saved'));
});

it('is not held up by one that waits for somebody else', async () => {
  const { store, rate } = aStore();
  const stuck = [1, 2, 3].map((person) => rate(person, 10));
  store.held.add(1).add(2).add(3);
  await turn();
  store.ends[0]!();
  await turn();
  expect(store.statements.slice(1)).toEqual(['1:10 alone', '2:10 alone', '3:10 alone']);
  store.atOnce = true;
  expect(await Promise.all([rate(4, 10), rate(5, 10)])).toEqual(['saved', 'saved']);
  for (const end of store.ends) end();
  expect(await Promise.all(stuck)).toEqual(['saved', 'saved', 'saved']);
});

it('puts no more than 64 into a statement', async () => {
  const { store, rate } = aStore(true);
  await Promise.all(Array.from({ length: 200 }, (_, person) => rate(person + 1000, 10)));
  expect(store.statements.map((statement) => statement.split(' ').length)).toEqual([64, 64, 64, 8]);
});

it('lets the changes of one person follow each other, of whatever kind', async () => {
  const { store, changes, rate } = aStore();
  const all = Promise.allSettled([
    rate(1, 10),
    changes.inOrder(1, () => {
      store.statements.push('takes back');
      return Promise.reject(new Error('cannot'));
    }),
    rate(1, 11),
    rate(2, 10),
  ]);
  await turn();
  expect(store.statements).toEqual(['1:10 2:10']);
  store.ends[0]!();
  await turn();
  await turn();
  expect(store.statements.slice(1)).toEqual(['takes back', '1:11 alone']);
  store.ends[1]!();
  expect((await all).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
});

it('tells each what came of theirs: unknown films and people who are gone do not fail the others', async () => {
  const { rate } = aStore(true);
  const all = await Promise.allSettled([rate(1, 10), rate(2, GONE), rate(GONE, 10), rate(3, 10)]);
  expect(
    all.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as ProblemError).code)),
  ).toEqual(['saved', 'no movie', 'not-found', 'saved']);
});

it('writes one by one what could not be written together', async () => {
  const { store, rate } = aStore();
  const all = Promise.allSettled([rate(1, 10), rate(GONE, 10), rate(3, 10)]);
  await turn();
  store.atOnce = true;
  store.ends[0]!(new Error('deadlock detected'));
  expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(store.statements.slice(1)).toEqual(['1:10 alone', '404:10 alone', '3:10 alone']);
});

it('tells all of a database that is away, asks it no second time, and works again after', async () => {
  const { store, rate } = aStore();
  const all = Promise.allSettled([rate(1, 10), rate(2, 10)]);
  await turn();
  store.ends[0]!(AWAY);
  expect(await all).toMatchObject([
    { status: 'rejected', reason: { code: 'database-unavailable' } },
    { status: 'rejected', reason: { code: 'database-unavailable' } },
  ]);
  store.atOnce = true;
  expect(await Promise.all([rate(1, 10), rate(2, 10)])).toEqual(['saved', 'saved']);
  expect(store.statements).toEqual(['1:10 2:10', '1:10 2:10']);
});
