import { join } from 'node:path';
import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '#database';
import { importMovieLens } from '#import-movielens';
import { aSet, writeSet } from '#testing/movielens-set';
import { scratchFolder } from '#testing/scratch-folder';
import type { ScratchFolder } from '#testing/scratch-folder';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

let own: ThrowAwayDatabase;
let database: Database;
let folder: ScratchFolder;
let path: string;

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
  ({ database } = own);
  folder = await scratchFolder();
  path = await writeSet(join(folder.path, 'set'), aSet({ people: 100, films: 60 }));
  await importMovieLens(database, { path });
});
afterAll(async () => {
  await own.drop();
  await folder.remove();
});

it('people rate, come and go while imports run: nothing fails and no acknowledged rating is lost', async () => {
  let running = true;
  const acknowledged = new Map<number, Map<number, number>>();
  const person = async (name: string): Promise<void> => {
    for (let turn = 0; running; turn++) {
      const email = `${name}${String(turn)}@example.org`;
      const { id } = (await database.users.create({ email, name, passwordHash: 'hash' }))!;
      const own = new Map<number, number>();
      for (let movieId = 1; movieId <= 5; movieId++) {
        const rating = ((turn + movieId) % 10) / 2 + 0.5;
        await database.transaction(async ({ ratings, users }) => {
          await ratings.put(id, [{ movieId, rating }]);
          await users.noteChange(id, { code: 'rated', subject: 'a film', rating });
        });
        own.set(movieId, rating);
      }
      await database.watchlist.add(id, 1);
      if (turn % 2 === 1) await database.users.remove(id);
      else acknowledged.set(id, own);
    }
  };
  const reader = async (): Promise<void> => {
    while (running) {
      const { users } = await database.ratings.columns();
      expect(users.length).toBeGreaterThanOrEqual(2000);
    }
  };
  const everybody = Promise.all([person('ada'), person('bob'), reader()]);
  for (let k = 0; k < 4; k++) await importMovieLens(database, { path });
  running = false;
  await everybody;
  expect(acknowledged.size).toBeGreaterThan(3);
  for (const [userId, own] of acknowledged) {
    const kept = (await database.ratings.historyOf(userId)).map(
      ({ movieId, rating }) => [movieId, rating] as const,
    );
    expect(new Map(kept)).toEqual(own);
  }
  const before = await database.movies.popular({}, 60);
  await database.movies.refreshStatistics();
  const after = await database.movies.popular({}, 60);
  const counts = (movies: typeof before) => new Map(movies.map(({ id, ratingCount }) => [id, ratingCount]));
  expect(counts(after)).toEqual(counts(before));
});
