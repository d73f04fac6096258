import type { SearchHit } from '@marquee/contract/search';
import type { MovieSummary } from '@marquee/contract/movie';
import { likeness } from '#edit-distance';
import { wordsOf } from '#words';

/** Marks of a highlight: control characters, which no text holds, so that the rest needs no escaping. */
export const MARKS = { from: '\u0002', to: '\u0003' } as const;

const WORD = /[\p{L}\p{N}]+(?:['’·][\p{L}\p{N}]+)*/gu;
/** A word of a title or a name may be misspelt this far. */
const NAME_FLOOR = 0.7;
const SHORTEST_WITH_SLIP = 4;
const FRAGMENT_LETTERS = 180;

type Same = (word: string) => boolean;

/**
 * Marks the words of a query in a film: `{title: 'The ␂Godfather␃', people: '␂Al Pacino␃'}`. Done here rather than by
 * Elasticsearch, which would analyse every text again for every field: this costs a tenth.
 * @param telling words of the query
 */
export function highlightsOf(movie: MovieSummary, telling: readonly string[]): SearchHit['highlights'] {
  const isNamed: Same = (word) => telling.some((other) => sameName(other, word));
  const stems = new Set(telling.map(stem));
  const title = marked(movie.title, isNamed);
  const overview = movie.overview === null ? null : marked(movie.overview, (word) => stems.has(stem(word)));
  const people = [...new Set([...movie.directors, ...movie.actors])].flatMap(
    (name) => marked(name, isNamed) ?? [],
  );
  return {
    ...(title === null ? {} : { title }),
    ...(overview === null ? {} : { overview: fragment(overview) }),
    ...(people.length === 0 ? {} : { people: people.join(', ') }),
  };
}

/** The text with marks, neighbouring words under one; null when no word of it is meant. */
function marked(text: string, isMeant: Same): string | null {
  let [result, from, anything] = ['', 0, false];
  for (const match of text.matchAll(WORD)) {
    const parts = wordsOf(match[0]);
    if (!(parts.some(isMeant) || (parts.length > 1 && isMeant(parts.join(''))))) continue;
    const gap = text.slice(from, match.index);
    const goesOn = anything && /^[\s-]*$/.test(gap);
    result = goesOn
      ? `${result.slice(0, -1)}${gap}${match[0]}${MARKS.to}`
      : `${result}${gap}${MARKS.from}${match[0]}${MARKS.to}`;
    from = match.index + match[0].length;
    anything = true;
  }
  return anything ? result + text.slice(from) : null;
}

function sameName(query: string, word: string): boolean {
  return query === word || (query.length >= SHORTEST_WITH_SLIP && likeness(query, word, NAME_FLOOR) > 0);
}

/** Rough: "lives", "lived", "living" → "liv". Enough to mark a word, not to find it. */
const stem = (word: string): string =>
  word.length < 4 ? word : word.replace(/(?:ies|y)$/, 'i').replace(/(?:ing|ed|es|s|e)$/, '');

/** About 180 letters around most marks, cut between words. */
function fragment(text: string): string {
  if (text.length <= FRAGMENT_LETTERS) return text;
  const starts = [0, ...[...text.matchAll(/[.!?…]\s+/g)].map((match) => match.index + match[0].length)];
  const first = text.indexOf(MARKS.from);
  const marksFrom = (start: number) => text.slice(start, start + FRAGMENT_LETTERS).split(MARKS.from).length;
  const start = [...starts, Math.max(0, first - FRAGMENT_LETTERS / 3)].reduce((best, one) =>
    marksFrom(one) > marksFrom(best) ? one : best,
  );
  return cut(text, start);
}

function cut(text: string, start: number): string {
  const from = start === 0 || /\s/.test(text[start - 1]!) ? start : text.indexOf(' ', start) + 1;
  let to = from + FRAGMENT_LETTERS;
  if (to < text.length) to = text.lastIndexOf(' ', to);
  let piece = text.slice(from, to);
  if (piece.lastIndexOf(MARKS.from) > piece.lastIndexOf(MARKS.to)) piece += MARKS.to;
  const opens = piece.indexOf(MARKS.from);
  const closes = piece.indexOf(MARKS.to);
  if (closes >= 0 && (opens < 0 || closes < opens)) piece = MARKS.from + piece;
  return `${from > 0 ? '… ' : ''}${piece}${to < text.length ? ' …' : ''}`;
}
