import { GENRES } from '@marquee/contract/movie';

/** What other sources call our genres (IMDb and TMDB). */
const SAME: Readonly<Record<string, string>> = {
  Family: 'Children',
  Kids: 'Children',
  "Children's": 'Children',
  Music: 'Musical',
  'Science Fiction': 'Sci-Fi',
  'Film Noir': 'Film-Noir',
};
const KNOWN = new Set<string>(GENRES);

/**
 * Sorts what another source calls genres into ours and the rest, which goes among the keywords:
 * `['Family', 'History']` → {genres: ['Children'], others: ['history']}.
 */
export function foreignGenres(names: readonly string[]): {
  readonly genres: string[];
  readonly others: string[];
} {
  const own = names.map((name) => SAME[name.trim()] ?? name.trim());
  return {
    genres: [...new Set(own.filter((name) => KNOWN.has(name)))],
    others: [...new Set(own.filter((name) => !KNOWN.has(name)).map((name) => name.toLowerCase()))],
  };
}
