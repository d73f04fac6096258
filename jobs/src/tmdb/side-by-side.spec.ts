import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { sideBySide } from '#tmdb/side-by-side';

describe('sideBySide', () => {
  it('runs so many at a time, and answers in the order of the items', async () => {
    let [now, most] = [0, 0];
    const results = await sideBySide([30, 5, 20, 1, 10], 3, async (pause) => {
      most = Math.max(most, ++now);
      await wait(pause);
      now -= 1;
      return pause * 2;
    });
    expect(results).toEqual([60, 10, 40, 2, 20]);
    expect(most).toBe(3);
    expect(await sideBySide([], 3, () => Promise.reject(new Error('never')))).toEqual([]);
  });

  it('begins nothing after a failure, and waits for what is under way', async () => {
    const ended: number[] = [];
    const work = async (item: number): Promise<void> => {
      await wait(item === 2 ? 5 : 20);
      if (item === 2) throw new Error('two');
      ended.push(item);
    };
    await expect(sideBySide([1, 2, 3, 4, 5, 6], 2, work)).rejects.toThrow('two');
    expect(ended).toEqual([1]);
  });
});
