import { expect, it } from 'vitest';
import { refine } from '#refined';
import type { ChatPort } from '#refined';

const items = Array.from({ length: 22 }, (_, at) => ({ movieId: at + 1, score: 22 - at }));
const history = [{ movieId: 50, rating: 5, time: 0 }];
const titleOf = (id: number): string => `Film ${id}`;
const answering =
  (content: string): ChatPort =>
  () =>
    Promise.resolve({ choices: [{ message: { content } }] });
const reversed = Array.from({ length: 20 }, (_, at) => 20 - at);

it('reorders the first twenty and leaves the rest', async () => {
  let asked = '';
  const chat: ChatPort = ({ messages }) => {
    asked = messages[1]!.content;
    return Promise.resolve({ choices: [{ message: { content: `Here: {"order": [${reversed}]}` } }] });
  };
  const refined = await refine(items, history, { chat, titleOf });
  expect(refined.items.map(({ movieId }) => movieId)).toEqual([...reversed, 21, 22]);
  expect(asked).toContain('5 stars: Film 50');
  expect(refined.fallback).toBeUndefined();
});

it.each([
  ['no JSON', 'I like the third one'],
  ['an invented id', JSON.stringify({ order: [...reversed.slice(1), 99] })],
  ['a repetition', JSON.stringify({ order: [...reversed.slice(1), 2] })],
  ['too few', JSON.stringify({ order: [1, 2] })],
])('keeps the order after %s', async (_, content) => {
  expect(await refine(items, history, { chat: answering(content), titleOf })).toEqual({
    items,
    fallback: 'bad-answer',
  });
});

it('keeps the order after an error, a delay, and for those it is not asked for', async () => {
  const failing: ChatPort = () => Promise.reject(new Error('500'));
  const silent: ChatPort = () => new Promise(() => undefined);
  expect((await refine(items, history, { chat: failing, titleOf })).fallback).toBe('failed');
  expect((await refine(items, history, { chat: silent, titleOf, timeoutMs: 20 })).fallback).toBe('timeout');
  expect((await refine(items, [], { chat: failing, titleOf })).fallback).toBe('not-asked');
});
