import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { makeScratch } from '#training/spark/scratch';

it('removes what killed runs have left, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-spark-'));
  const gone = spawnSync('true').pid;
  await mkdir(join(folder, `run-${gone}-abc`));
  await writeFile(join(folder, `run-${gone}-abc`, 'request.json'), '{"password":"secret"}');
  await mkdir(join(folder, 'py'));
  const running = await makeScratch(folder);
  const own = await makeScratch(folder);
  expect((await readdir(folder)).sort()).toEqual(['py', basename(own), basename(running)].sort());
  await rm(folder, { recursive: true });
});
