import { createContext, useContext, useMemo } from 'react';
import type { Locale } from './locale.ts';
import { translate } from './translate.ts';
import type { StringKey, Strings, Values } from './translate.ts';

const catalogues = new Map<Locale, Strings>();

/** The server registers every language, a browser the one of its page. */
export function registerStrings(locale: Locale, strings: Strings): void {
  catalogues.set(locale, strings);
}

export const LocaleContext = createContext<Locale>('en');

export interface Translator {
  (key: StringKey, values?: Values): string;
  readonly locale: Locale;
}

export function translator(locale: Locale): Translator {
  const strings = catalogues.get(locale) ?? [...catalogues.values()][0]!;
  return Object.assign((key: StringKey, values?: Values) => translate(strings, key, values), { locale });
}

/** `t('key', {values})` in the language of the page; the same one as long as that stays. */
export function useStrings(): Translator {
  const locale = useContext(LocaleContext);
  return useMemo(() => translator(locale), [locale]);
}
