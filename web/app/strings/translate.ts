import type { en } from './en.ts';
import type { Locale } from './locale.ts';

export type StringKey = keyof typeof en;
export type Strings = Readonly<Record<StringKey, string>>;
export type Values = Readonly<Record<string, string | number>>;

/**
 * One sentence of the catalogue with its values: "{n} film|{n} films" is chosen by `n`, which is written as the language
 * writes numbers; the rest is put in as it is.
 */
export function translate(
  { strings, locale }: { readonly strings: Partial<Strings>; readonly locale: Locale },
  key: StringKey,
  values: Values = {},
): string {
  // Keys that are put together from data may name what no catalogue knows.
  const found = strings[key];
  if (found === undefined) return key.slice(key.indexOf('.') + 1);
  const forms = found.split('|');
  const text = forms.length > 1 && values.n !== 1 ? forms[1]! : forms[0]!;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name] ?? whole;
    return name === 'n' && typeof value === 'number' ? value.toLocaleString(locale) : String(value);
  });
}
