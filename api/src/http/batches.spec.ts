import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Batches } from '#http/batches';

// Of the clock alone: on a busy machine a turn may take longer than a batch is waited for.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** Batches of words that are under way until they are ended. */
function ofWords(most?: number) {
  const seen: string[] = [];
  const ends: (() => void)[] = [];
  const batches = new Batches<string>((words) => {
    seen.push(words.join(' '));
    return new Promise((resolve) => ends.push(resolve));
  }, most);
  const add = (...words: readonly string[]) => {
    for (const word of words) batches.add(word);
  };
  return { seen, ends, add };
}

it('hands over what came within one turn, in its order, when the turn is over', async () => {
  const { seen, add } = ofWords();
  add('up', 'heat');
  await Promise.resolve();
  add('alien');
  expect(seen).toEqual([]);
  await turn();
  expect(seen).toEqual(['up heat alien']);
});

/** Three batches that do not end by themselves. */
async function busy() {
  const words = ofWords();
  for (const word of ['up', 'heat', 'alien']) {
    words.add(word);
    await turn();
  }
  expect(words.seen).toEqual(['up', 'heat', 'alien']);
  return words;
}

it('keeps together what comes while enough batches are under way', async () => {
  const { seen, ends, add } = await busy();
  for (const word of ['zodiac', 'amélie']) {
    add(word);
    await turn();
  }
  expect(seen).toHaveLength(3);
  ends[1]!();
  await turn();
  await turn();
  expect(seen.slice(3)).toEqual(['zodiac amélie']);
});

it('does not let batches that are stuck hold up who comes later', async () => {
  const { seen, add } = await busy();
  add('zodiac');
  vi.advanceTimersByTime(40);
  add('amélie');
  await turn();
  expect(seen.slice(3)).toEqual(['zodiac amélie']);
});

it('hands over no more at once than it may', async () => {
  const { seen, ends, add } = ofWords(2);
  add('up', 'heat', 'alien', 'zodiac', 'amélie');
  for (let batch = 0; batch < 3; batch++) {
    await turn();
    ends[batch]!();
    await turn();
  }
  expect(seen).toEqual(['up heat', 'alien zodiac', 'amélie']);
});
