import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { testServices } from '@marquee/contract/testing/test-services';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withConnection } from '#connection';
import type { Database } from '#database';
import { withImportLock } from '#import/import-lock';
import { importMovieLens } from '#import-movielens';
import { aSet, writeSet } from '#testing/movielens-set';
import { scratchFolder } from '#testing/scratch-folder';
import type { ScratchFolder } from '#testing/scratch-folder';
import { throwAwayDatabase } from '#testing/throw-away-database';
import type { ThrowAwayDatabase } from '#testing/throw-away-database';

let own: ThrowAwayDatabase;
let database: Database;
let folder: ScratchFolder;
let small: string;
let large: string;
const SMALL = 20 * 10;
const LARGE = 900 * 100;

beforeAll(async () => {
  own = await throwAwayDatabase(testServices().databaseUrl);
  ({ database } = own);
  folder = await scratchFolder();
  small = await writeSet(join(folder.path, 'small'), aSet({ people: 20, films: 30 }));
  large = await writeSet(join(folder.path, 'large'), aSet({ people: 900, films: 300 }));
  await importMovieLens(database, { path: small });
});
afterAll(async () => {
  await own.drop();
  await folder.remove();
});

/** Another process imports the large set and is killed with -9 as soon as it says that it has come to `step`. */
async function killAt(step: string): Promise<void> {
  const code = `
    const { openDatabase } = await import('@marquee/data/database');
    const { importMovieLens } = await import('@marquee/data/import-movielens');
    const database = await openDatabase({ url: ${JSON.stringify(own.url)} });
    await importMovieLens(database, { path: ${JSON.stringify(large)}, onProgress: (_share, step) => console.log(step) });
    console.log('finished');
    await database.close();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    expect(line).not.toBe('finished');
    if (line === step) child.kill('SIGKILL');
  }
  expect((await ended)[1]).toBe('SIGKILL');
}

describe('an import that is cut off', () => {
  it.each(['Writing films', 'Writing ratings', 'Sorting ratings'])(
    'by kill -9 while %s leaves the former data, and the next one finishes',
    async (step) => {
      await killAt(step);
      expect(await database.ratings.count()).toBe(SMALL);
      expect(await database.movies.count()).toBe(30);
      const report = await importMovieLens(database, { path: large });
      expect(report.ratings.kept).toBe(LARGE);
      expect(await database.ratings.count()).toBe(LARGE);
      await importMovieLens(database, { path: small });
      expect(await database.ratings.count()).toBe(SMALL);
    },
  );

  it('by kill -9 during the swap leaves the former data or the new, never a mixture', async () => {
    await killAt('Putting the new catalogue in place');
    await withConnection(database.connection, ({ store }) => withImportLock(store, () => Promise.resolve()));
    const [ratings, movies] = await Promise.all([database.ratings.count(), database.movies.count()]);
    expect([
      [SMALL, 30],
      [LARGE, 300],
    ]).toContainEqual([ratings, movies]);
    await importMovieLens(database, { path: small });
    expect([await database.ratings.count(), await database.movies.count()]).toEqual([SMALL, 30]);
  });

  it('by a signal ends within two seconds with its reason, and the former data stay', async () => {
    for (const at of ['Writing ratings', 'Sorting ratings']) {
      const controller = new AbortController();
      let since = 0;
      const onProgress = (_share: number, step: string): void => {
        if (step !== at || controller.signal.aborted) return;
        since = performance.now();
        controller.abort(new Error('told to stop'));
      };
      const running = importMovieLens(database, { path: large, signal: controller.signal, onProgress });
      await expect(running).rejects.toThrow('told to stop');
      expect(performance.now() - since).toBeLessThan(2000);
      expect(await database.ratings.count()).toBe(SMALL);
    }
  });

  it('leaves no lock behind, and while one runs a second is refused', async () => {
    await withConnection(database.connection, ({ store }) =>
      withImportLock(store, async () => {
        await expect(importMovieLens(database, { path: small })).rejects.toMatchObject({ code: 'conflict' });
      }),
    );
    await importMovieLens(database, { path: small });
  });
});
