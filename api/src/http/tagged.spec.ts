import { expect, it } from 'vitest';
import { isKnown, tagged } from '#http/tagged';

const { etag } = tagged('a map', 'application/json');

it('names what is sent by its content', () => {
  expect(tagged(Buffer.from('a map'), 'text/plain').etag).toBe(etag);
  expect(tagged('another', 'application/json').etag).not.toBe(etag);
});

it.each([
  ['the tag', etag, true],
  ['the tag as a proxy that compresses gives it on', `W/${etag}`, true],
  ['the tag among others', `"a", W/"b", ${etag}`, true],
  ['another tag', '"a"', false],
  ['nothing', undefined, false],
])('knows a reader who shows %s', (_what, shown, known) => {
  expect(isKnown(etag, shown)).toBe(known);
});
