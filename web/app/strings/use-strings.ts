import { createContext, useContext, useMemo } from 'react';
import type { Locale } from './locale.ts';
import { translate } from './translate.ts';
import type { StringKey, Strings, Values } from './translate.ts';

const catalogues: Record<Locale, Partial<Record<StringKey, string>>> = { en: {}, de: {} };

/** The server registers every sentence of every language, a browser those of its pages as it comes to them. */
export function registerStrings(locale: Locale, strings: Partial<Strings>): void {
  Object.assign(catalogues[locale], strings);
}

export const LocaleContext = createContext<Locale>('en');

export interface Translator {
  (key: StringKey, values?: Values): string;
  readonly locale: Locale;
}

export function translator(locale: Locale): Translator {
  const strings = catalogues[locale];
  return Object.assign((key: StringKey, values?: Values) => translate({ strings, locale }, key, values), {
    locale,
  });
}

/** `t('key', {values})` in the language of the page; the same one as long as that stays. */
export function useStrings(): Translator {
  const locale = useContext(LocaleContext);
  return useMemo(() => translator(locale), [locale]);
}
