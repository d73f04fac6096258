import { describe, expect, it } from 'vitest';
import { ownPath } from './own-path.ts';

describe('ownPath', () => {
  it.each(['/', '/ratings?sort=title', '/movies/7#rate', '/search?q=a%2Fb', '/search?q=https://example.org'])(
    'keeps %s',
    (path) => {
      expect(ownPath(path)).toBe(path);
    },
  );

  it.each([
    'https://evil.example/',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    'evil.example',
    '',
    '/.//evil.example',
    '/..//evil.example',
    `/${'a'.repeat(3000)}`,
    null,
    7,
  ])('refuses %s', (path) => {
    expect(ownPath(path, '/home')).toBe('/home');
  });
});
