import { describe, expect, it } from 'vitest';
import { isFromOwnPage } from './own-origin.ts';

const PUBLIC = 'https://films.example.org';
const from = (headers: Readonly<Record<string, string>>): boolean =>
  isFromOwnPage(new Headers(headers), PUBLIC);

describe('isFromOwnPage', () => {
  it('takes forms of our own pages', () => {
    expect(from({ host: 'localhost:3000', origin: 'http://localhost:3000' })).toBe(true);
    expect(from({ host: 'inner:3000', origin: PUBLIC, 'sec-fetch-site': 'same-origin' })).toBe(true);
  });

  it.each([
    ['another site', { host: 'a.example', origin: 'https://evil.example' }],
    ['another port', { host: 'localhost:3000', origin: 'http://localhost:4000' }],
    [
      'another site by fetch metadata',
      { host: 'a.example', origin: 'https://a.example', 'sec-fetch-site': 'cross-site' },
    ],
    ['a sibling host', { host: 'a.example', 'sec-fetch-site': 'same-site' }],
    ['no origin at all', { host: 'a.example' }],
    ['a hidden origin', { host: 'a.example', origin: 'null' }],
  ])('refuses %s', (_, headers) => {
    expect(from(headers as Readonly<Record<string, string>>)).toBe(false);
  });
});
