import type { Understood } from '@marquee/contract/search';
import { countryName, genreName, languageName } from '#parts/names.ts';
import type { Translator } from '#strings/use-strings.ts';

/** What words of a query were taken for, in the reader's language: `{code: 'genre', value: 'Comedy'}` → `Komödie`. */
export function understoodAs(t: Translator, { code, value }: Understood): string {
  switch (code) {
    case 'decade':
      return `${value}–${Number(value) + 9}`;
    case 'year':
      return value;
    case 'genre':
      return genreName(t, value);
    case 'origin':
      // Languages are written small, countries large.
      return value === value.toLowerCase() ? languageName(t, value) : countryName(t, value);
  }
}
