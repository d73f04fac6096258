import { expect, it } from 'vitest';
import { storableText } from '#storable-text';

it.each([
  ['Amélie 😀', 'Amélie 😀'],
  ['a\0b\0', 'a\u{fffd}b\u{fffd}'],
  ['a😀b'.slice(0, 2), 'a\u{fffd}'],
])('makes of %j what Postgres can hold', (text, stored) => {
  expect(storableText(text)).toBe(stored);
});
