import { localeOf } from './locale.ts';
import type { Locale } from './locale.ts';
import type { Strings } from './translate.ts';
import { registerStrings } from './use-strings.ts';

type Some = Partial<Strings>;
/** Files of sentences that are asked for together; each part goes with those before it. */
const PARTS = ['films', 'pages', 'admin'] as const;
type Part = (typeof PARTS)[number];

const FILES: Readonly<Record<Locale, Readonly<Record<Part, () => Promise<readonly Some[]>>>>> = {
  en: {
    films: async () => [(await import('./en-films.ts')).enFilms],
    pages: async () => Object.values(await import('./en-pages.ts')),
    admin: async () => Object.values(await import('./en-admin-pages.ts')),
  },
  de: {
    films: async () => [(await import('./de-films.ts')).deFilms],
    pages: async () => Object.values(await import('./de-pages.ts')),
    admin: async () => Object.values(await import('./de-admin-pages.ts')),
  },
};

/**
 * How far down the list a page's sentences lie: home, searches, films and people need the first part alone. Like the
 * router, it does not mind capitals.
 */
export function partOf(pathname: string): Part {
  if (/^\/(?:search|suggest|movies|people|actions)?(?:\/|$)/i.test(pathname)) return 'films';
  return /^\/admin(?:\/|$)/i.test(pathname) ? 'admin' : 'pages';
}

/** The language of a document, which it keeps: its sentences come in no other. */
export const documentLocale: Locale = import.meta.env.SSR ? 'en' : localeOf(document.documentElement.lang);

const asked = new Map<Part, Promise<void>>();

/** Registers what a page says, in the language of the document; what was asked for once is not asked for again. */
export async function loadStrings(pathname: string): Promise<void> {
  const needed = PARTS.slice(0, PARTS.indexOf(partOf(pathname)) + 1);
  await Promise.all(needed.map((part) => asked.get(part) ?? ask(part)));
}

async function ask(part: Part): Promise<void> {
  const loading = FILES[documentLocale][part]().then((all) => {
    for (const strings of all) registerStrings(documentLocale, strings);
  });
  asked.set(part, loading);
  // The next page asks again.
  loading.catch(() => asked.delete(part));
  await loading;
}
