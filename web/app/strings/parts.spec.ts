import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { enFilms } from './en-films.ts';
import * as pages from './en-pages.ts';
import { partOf } from './parts.ts';

const APP = normalize(join(import.meta.dirname, '..'));
const FILM_PAGES = [
  'root.tsx',
  'routes/home.tsx',
  'routes/search.tsx',
  'routes/movie.tsx',
  'routes/person.tsx',
];
const OTHER_PAGES = [
  ...['login', 'register', 'profile', 'ratings', 'watchlist', 'preferences', 'hidden', 'recommendations'],
  ...['welcome', 'together', 'map', 'design', 'not-found'],
].map((name) => `routes/${name}.tsx`);

/** The files of the app that a page's script is made of, with what they say. */
function scriptsOf(entries: readonly string[]): readonly string[] {
  const texts = new Map<string, string>();
  const add = (file: string): void => {
    if (texts.has(file) || !existsSync(file) || /\.server\.|\/strings\//.test(file)) return;
    const text = readFileSync(file, 'utf8');
    texts.set(file, text);
    for (const [, from = ''] of text.matchAll(/from '([#.][^']+)'/g))
      add(from.startsWith('#') ? join(APP, from.slice(1)) : join(dirname(file), from));
  };
  for (const entry of entries) add(join(APP, entry));
  return [...texts.values()];
}

/** The sentences that scripts name, whole or by how the key begins (`error.${kind}.title`). */
function sentencesOf(scripts: readonly string[]): readonly string[] {
  const named = scripts.flatMap((text) =>
    [...text.matchAll(/(['`])([a-z]+\.[\w.-]*)(\$\{)?/g)].map(([, , key = '', more]) => ({ key, more })),
  );
  return Object.keys(en).filter((sentence) =>
    named.some(({ key, more }) => (more ? sentence.startsWith(key) : sentence === key)),
  );
}

describe('the sentences of a page', () => {
  it('are all in the first part for films, and in the first two for other pages', () => {
    const films = new Set(Object.keys(enFilms));
    const both = new Set([...films, ...Object.values(pages).flatMap((part) => Object.keys(part))]);
    const said = sentencesOf(scriptsOf(FILM_PAGES));
    expect(said.length).toBeGreaterThan(100);
    expect(said.filter((sentence) => !films.has(sentence))).toEqual([]);
    expect(sentencesOf(scriptsOf(OTHER_PAGES)).filter((sentence) => !both.has(sentence))).toEqual([]);
  });

  it.each([
    ['/', 'films'],
    ['/search', 'films'],
    ['/movies/7', 'films'],
    ['/people/Agnès%20Varda', 'films'],
    ['/recommendations', 'pages'],
    ['/searching', 'pages'],
    ['/admin', 'admin'],
    ['/admin/jobs/7', 'admin'],
    ['/Admin/Jobs', 'admin'],
  ])('of %s come with the part %s', (pathname, part) => {
    expect(partOf(pathname)).toBe(part);
  });
});
