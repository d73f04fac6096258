import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { leftover, undoAll, withFolder } from './leftovers.ts';

it('undoes what is left, the last first, and nothing twice', async () => {
  const undone: string[] = [];
  const undoing = (name: string) => leftover(() => Promise.resolve(undone.push(name)));
  undoing('server');
  const account = undoing('account');
  undoing('table');
  await Promise.all([account(), account()]);
  expect(await undoAll()).toEqual([]);
  await undoAll();
  expect(undone).toEqual(['account', 'table', 'server']);
});

it('waits for what is being undone, undoes the rest where something fails, and says why', async () => {
  const undone: string[] = [];
  leftover(() => Promise.resolve(undone.push('server')));
  for (let at = 0; at < 2; at++) leftover(() => Promise.reject(new Error('no answer')));
  const slow = leftover(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    undone.push('slow');
  });
  void slow();
  expect(await undoAll()).toEqual(['Error: no answer']);
  expect(undone).toEqual(['slow', 'server']);
});

it('removes a folder when its work fails or is stopped', async () => {
  let [failed, stopped] = ['', ''];
  await expect(
    withFolder('leftovers', async (folder) => {
      failed = folder;
      await writeFile(join(folder, 'file'), 'text');
      throw new Error('full');
    }),
  ).rejects.toThrow('full');
  const work = Promise.withResolvers<string>();
  const running = withFolder('leftovers', (folder) => {
    stopped = folder;
    return work.promise;
  });
  await expect.poll(() => stopped).not.toBe('');
  await undoAll();
  expect([failed, stopped].map((folder) => existsSync(folder))).toEqual([false, false]);
  work.resolve('done');
  expect(await running).toBe('done');
});
