import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ImageCache } from '#images/image-cache';

it('is shared by processes of one number that keep the same image at once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-images-'));
  const [one, other] = [1, 2].map(() => new ImageCache({ folder, mostBytes: 1e9, freshMs: 1e9 }));
  const bytes = Buffer.alloc(500_000, 7);
  const keys = Array.from({ length: 10 }, (_, at) => `w342-p${String(at)}.jpg`);
  await Promise.all(keys.flatMap((key) => [one!.put(key, bytes), other!.put(key, bytes)]));
  expect((await readdir(folder)).sort()).toEqual(keys);
  for (const key of keys) expect((await one!.get(key))!.bytes.equals(bytes)).toBe(true);
  await rm(folder, { recursive: true });
});
