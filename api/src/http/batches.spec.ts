import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Batches } from '#http/batches';

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

it('keeps together what comes while a batch is under way', async () => {
  const { seen, ends, add } = ofWords();
  for (const word of ['up', 'heat', 'alien']) {
    add(word);
    await turn();
  }
  expect(seen).toEqual(['up']);
  ends[0]!();
  await turn();
  await turn();
  expect(seen).toEqual(['up', 'heat alien']);
  ends[1]!();
  await turn();
  add('zodiac');
  await turn();
  expect(seen[2]).toBe('zodiac');
});

it('does not let a batch that is stuck hold up who comes later', async () => {
  const { seen, add } = ofWords();
  add('up');
  await turn();
  add('heat');
  await pause(40);
  add('alien');
  await turn();
  expect(seen).toEqual(['up', 'heat alien']);
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
