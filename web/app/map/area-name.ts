import type { MapArea } from '@marquee/contract/map';
import { genreName } from '#parts/names.ts';
import type { Translator } from '#strings/use-strings.ts';

/** What an area is called, and what else sets it apart: ["Western and adventure", "bandits, revenge · 1939 to 1971"]. */
export type AreaName = readonly [name: string, more: string];

/** Words that stay small inside a title. */
const SMALL = new Set([
  'a',
  'an',
  'and',
  'at',
  'by',
  'for',
  'from',
  'in',
  'of',
  'on',
  'or',
  'the',
  'to',
  'with',
]);

/** "los angeles, man of god" → "Los Angeles, Man of God": themes are kept small, whatever is a name in them. */
const asTitle = (words: string): string =>
  words.replace(/\p{L}[\p{L}\p{M}'’]*/gu, (word, at: number) =>
    at > 0 && SMALL.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1),
  );

/** Names for all areas. Where two are of the same genres, only the larger is called by them, the other by its themes. */
export function areaNames(t: Translator, areas: readonly MapArea[]): readonly AreaName[] {
  const used = new Set<string>();
  return areas.map(({ genres, keywords, years }) => {
    const [one, other] = genres.map((genre) => genreName(t, genre));
    const kind = other === undefined ? (one ?? t('map.mixed')) : t('map.two', { one: one!, other });
    const span = years === null ? '' : t('map.years', { from: years[0], to: years[1] });
    const isFirst = !used.has(kind) && one !== undefined;
    used.add(kind);
    if (isFirst || keywords.length === 0)
      return [kind, [keywords.slice(0, 3).join(', '), span].filter(Boolean).join(' · ')];
    return [asTitle(keywords.slice(0, 2).join(', ')), [kind, span].filter(Boolean).join(' · ')];
  });
}
