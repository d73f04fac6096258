import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { watchMemory } from '#training/peak-memory';

const BLOCK = 200_000_000;
/** Longer than two looks at the memory. */
const HELD_MS = 600;
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe.each([
  ['as Linux keeps it', undefined],
  ['as sampled elsewhere', '/no/such/file'],
])('the peak of memory, %s', (_, status) => {
  it('is the most that was held since the watch began, and nothing of before', async () => {
    const first = watchMemory(status);
    const before = first.bytes();
    await holdABlock();
    const peak = first.bytes();
    expect(peak - before).toBeGreaterThan(0.8 * BLOCK);
    first.stop();
    const second = watchMemory(status);
    expect(peak - second.bytes()).toBeGreaterThan(0.8 * BLOCK);
    second.stop();
  });
});

async function holdABlock(): Promise<void> {
  let block: Buffer | undefined = Buffer.alloc(BLOCK, 1);
  await wait(HELD_MS);
  expect(block[BLOCK - 1]).toBe(1);
  block = undefined;
  const held = process.memoryUsage.rss();
  // A thread of its own gives the memory back, a moment later.
  await expect
    .poll(() => {
      collectGarbage();
      return held - process.memoryUsage.rss();
    })
    .toBeGreaterThan(0.9 * BLOCK);
}
