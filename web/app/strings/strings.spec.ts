import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { localeOf } from './locale.ts';
import { translate } from './translate.ts';
import type { StringKey } from './translate.ts';

const keys = Object.keys(en) as StringKey[];
const blanks = (text: string): readonly string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe('the catalogue', () => {
  it('is complete in German, with the same blanks and forms', () => {
    expect(Object.keys(de).sort()).toEqual([...keys].sort());
    for (const key of keys) {
      expect([key, blanks(de[key])]).toEqual([key, blanks(en[key])]);
      expect([key, de[key].split('|').length]).toEqual([key, en[key].split('|').length]);
    }
  });

  it('has words for every reason that an import gives', () => {
    const report = readFileSync(new URL('../../../data/src/import/report.ts', import.meta.url), 'utf8');
    const [, table = ''] = /export const REASONS = \{(.*?)\} as const/s.exec(report) ?? [];
    const reasons = [...table.matchAll(/^ {2}'?([\w-]+)'?:/gm)].map(([, reason]) => `reason.${reason}`);
    expect(reasons.length).toBeGreaterThan(20);
    expect(keys.filter((key) => key.startsWith('reason.')).sort()).toEqual(reasons.sort());
  });
});

describe('translate', () => {
  const english = { strings: en, locale: 'en' } as const;

  it('chooses the form by n and fills the blanks', () => {
    expect(translate(english, 'search.count', { n: 1 })).toBe('1 film');
    expect(translate(english, 'search.count', { n: 3 })).toBe('3 films');
  });

  it('writes a count as the language writes numbers', () => {
    expect(translate(english, 'search.count', { n: 1666 })).toBe('1,666 films');
    expect(translate({ strings: de, locale: 'de' }, 'search.count', { n: 1666 })).toBe('1.666 Filme');
  });

  it('never reads a value as a pattern', () => {
    expect(translate(english, 'filter.person', { name: '$& {name}' })).toBe('With $& {name}');
  });

  it('shows an unknown genre as it is called', () => {
    expect(translate(english, 'genre.Sports' as StringKey)).toBe('Sports');
  });
});

describe('localeOf', () => {
  it.each([
    ['de-AT,de;q=0.9,en;q=0.5', 'de'],
    ['fr, en;q=0.4, de;q=0.8', 'de'],
    ['fr', 'en'],
    [null, 'en'],
  ])('%s → %s', (header, locale) => {
    expect(localeOf(header)).toBe(locale);
  });
});
