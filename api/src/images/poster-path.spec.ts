import { describe, expect, it } from 'vitest';
import { posterName } from '#images/poster-path';

describe('posterName', () => {
  it.each([
    ['/a1-B_2.jpg', 'a1-B_2.jpg'],
    ['https://image.tmdb.org/t/p/w500/a1.webp', 'a1.webp'],
    ['https://image.tmdb.org/t/p/original/a1.png', 'a1.png'],
    [null, null],
    ['', null],
    ['a1.jpg', null],
    ['/../a1.jpg', null],
    ['/w500/a1.jpg', null],
    ['//elsewhere.example/a1.jpg', null],
    ['/a1.svg', null],
    ['/a1.jpg?size=1', null],
    ['https://elsewhere.example/t/p/w500/a1.jpg', null],
    ['https://image.tmdb.org.elsewhere.example/t/p/w500/a1.jpg', null],
  ])('%s → %s', (stored, name) => {
    expect(posterName(stored)).toBe(name);
  });
});
