import { likeness } from '#edit-distance';
import { wordsOf } from '#words';

/** Somebody who made a film. */
export interface NamedPerson {
  readonly name: string;
  readonly words: readonly string[];
}

export interface PeopleMatch {
  /** Names that the query says, such as `["Al Pacino"]`. */
  readonly names: readonly string[];
  /** Places of the query's words that are names. */
  readonly taken: ReadonlySet<number>;
}

/** One slip in a longer name, not in its first letter: "spielburg". */
const FLOOR = 0.84;
const SHORTEST_WITH_SLIP = 6;
/** A family name alone counts from this length on ("Lee" is in too many words). */
const SHORTEST_ALONE = 4;

/** Each name once. */
export const namedPeople = (names: readonly string[]): readonly NamedPerson[] =>
  [...new Set(names)].map((name) => ({ name, words: wordsOf(name) }));

/**
 * Which of a film's people a query names: by the whole name, or by the family name alone ("pacino de niro").
 * @param query words of the query
 */
export function matchPeople(query: readonly string[], people: readonly NamedPerson[]): PeopleMatch {
  const names = new Set<string>();
  const taken = new Set<number>();
  for (const { name, words } of people) {
    const family = words.at(-1);
    if (family === undefined || !query.some((word) => sameName(word, family))) continue;
    for (let from = 0; from < query.length; from++) {
      const size = lengthOfName(query, from, words);
      if (size === 0) continue;
      names.add(name);
      for (let at = from; at < from + size; at++) taken.add(at);
    }
  }
  return { names: [...names], taken };
}

/** How many words from a place on are this name; 0 for none. */
function lengthOfName(query: readonly string[], from: number, name: readonly string[]): number {
  for (let start = 0; start < name.length; start++) {
    const said = name.slice(start);
    if (said.length === 1 && (said[0]!.length < SHORTEST_ALONE || name.length === 1)) break;
    if (said.every((word, at) => sameName(query[from + at], word))) return said.length;
  }
  // Without the middle: "william macy" for "William H. Macy".
  const [first, last] = [name[0], name.at(-1)];
  return name.length > 2 && sameName(query[from], first!) && sameName(query[from + 1], last!) ? 2 : 0;
}

function sameName(word: string | undefined, name: string): boolean {
  if (word === undefined) return false;
  if (word === name) return true;
  return word.length >= SHORTEST_WITH_SLIP && word[0] === name[0] && likeness(word, name, FLOOR) > 0;
}
