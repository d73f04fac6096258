import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '#cursor';

describe('a cursor', () => {
  it('comes back as it went', () => {
    expect(decodeCursor(encodeCursor(['-ratedAt', '2020-01-01', 7]), '-ratedAt')).toEqual([
      '-ratedAt',
      '2020-01-01',
      7,
    ]);
  });

  it.each([
    ['of another sort', encodeCursor(['title', 'a', 1])],
    ['altered', `${encodeCursor(['-ratedAt', 'x', 1])}AA`],
    ['made up', 'not a cursor'],
    ['of another shape', Buffer.from('{"a":1}').toString('base64url')],
  ])('%s is refused', (_what, cursor) => {
    expect(() => decodeCursor(cursor, '-ratedAt')).toThrowError(
      expect.objectContaining({ code: 'invalid-cursor' }),
    );
  });
});
