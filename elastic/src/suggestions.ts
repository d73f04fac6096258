import type { Suggestion } from '@marquee/contract/search';
import { likeness } from '#edit-distance';
import { wordsOf } from '#words';

export interface TitleHit {
  readonly id: number;
  readonly title: string;
  readonly year: number | null;
}
export interface PersonCount {
  readonly name: string;
  readonly films: number;
}

/** One slip in a word of five letters. */
const FLOOR = 0.8;
const SHORTEST_WITH_SLIP = 5;
/** People get so much of the list where there are titles too. */
const SHARE_OF_PEOPLE = 0.4;

/** Whether a name goes on as typed: each typed word begins a word of it, in order, the last one unfinished. */
export function isBeginningOf(typed: readonly string[], name: readonly string[]): boolean {
  let at = 0;
  return typed.every((word) => {
    while (at < name.length && !begins(word, name[at]!)) at++;
    return at++ < name.length;
  });
}

function begins(word: string, of: string): boolean {
  if (of.startsWith(word)) return true;
  return word.length >= SHORTEST_WITH_SLIP && likeness(word, of.slice(0, word.length), FLOOR) > 0;
}

/**
 * Joins titles and people into one list. People come first when the text begins their first name as typed and no title
 * does so; otherwise after the titles.
 * @param titles best first
 * @param people by number of films
 */
export function joinSuggestions(
  text: string,
  {
    titles,
    people,
    limit,
  }: {
    readonly titles: readonly TitleHit[];
    readonly people: readonly PersonCount[];
    readonly limit: number;
  },
): Suggestion[] {
  const typed = wordsOf(text);
  const named = people.filter(({ name }) => isBeginningOf(typed, wordsOf(name)));
  const wanted = Math.min(named.length, Math.max(limit - titles.length, Math.ceil(limit * SHARE_OF_PEOPLE)));
  const persons = named
    .slice(0, wanted)
    .map(({ name, films }): Suggestion => ({ kind: 'person', text: name, films }));
  const films = titles
    .slice(0, limit - persons.length)
    .map(({ id, title, year }): Suggestion => ({ kind: 'movie', id, text: title, year }));
  const joined = typed.join('');
  const titleBegins = titles.some(({ title }) => withoutArticle(wordsOf(title)).join('').startsWith(joined));
  return titleBegins ? [...films, ...persons] : [...persons, ...films];
}

const withoutArticle = (words: readonly string[]): readonly string[] =>
  words.length > 1 && /^(the|an?)$/.test(words[0]!) ? words.slice(1) : words;
