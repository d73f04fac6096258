import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LockedError, lockFolder } from './lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'marquee-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('lockFolder', () => {
  it('lets one in, refuses the next, and lets in again after the release', async () => {
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(LockedError);
    await expect(lockFolder(folder)).rejects.toThrow(`process ${process.pid}`);
    lock.release();
    (await lockFolder(folder)).release();
    expect(existsSync(join(folder, 'launcher.lock'))).toBe(false);
  });

  it.each(['{"pid":1,"started":"another life"}', '{"pid":4194303,"started":"x"}', '{"pid', ''])(
    'takes over the lock of a process that is gone: %s',
    async (text) => {
      writeFileSync(join(folder, 'launcher.lock'), text);
      (await lockFolder(folder)).release();
    },
  );
});
