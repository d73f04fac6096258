import type { MapArea } from '@marquee/contract/map';
import { genreName } from '#parts/names.ts';
import type { Translator } from '#strings/use-strings.ts';

/** What an area is called, and what else sets it apart: ["Western and adventure", "bandits, revenge · 1939 to 1971"]. */
export type AreaName = readonly [name: string, more: string];

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
    const themes = keywords.slice(0, 2).join(', ');
    return [themes.charAt(0).toUpperCase() + themes.slice(1), [kind, span].filter(Boolean).join(' · ')];
  });
}
