import { likeness } from '#edit-distance';
import { wordsOf } from '#words';

const ARTICLES = new Set(
  'a an the le la les un une el los las il lo gli der die das den det de het l'.split(' '),
);
/** Below this a string is another word, not a misspelt one. */
const FLOOR = 0.6;
/** What a match with half of a title ("Kill Bill" of "Kill Bill: Vol. 2") is worth. */
const PART = 0.93;

export interface TitleForm {
  readonly words: readonly string[];
  readonly joined: string;
  /** 1 for a whole title, less for a part of it. */
  readonly worth: number;
}

export interface TitleMatch {
  /** How much the whole query is this title, 0 to 1. */
  readonly whole: number;
  /** The form of the title that the whole query is most like; null when it is like none. */
  readonly form: TitleForm | null;
  readonly isExact: boolean;
  /** How much of the query's letters a title within it takes, 0 to 1. */
  readonly within: number;
  /** Places of the query's words that the title takes. */
  readonly taken: ReadonlySet<number>;
}

/** The ways to say a title: whole, without its article, what stands before or after a colon. */
export function titleForms(titles: readonly string[]): readonly TitleForm[] {
  if (titles.length === 1) return formsOf(titles[0]!);
  const forms = new Map<string, TitleForm>();
  for (const form of titles.flatMap(formsOf)) {
    if ((forms.get(form.joined)?.worth ?? 0) < form.worth) forms.set(form.joined, form);
  }
  return [...forms.values()];
}

function formsOf(title: string): readonly TitleForm[] {
  const forms = new Map<string, TitleForm>();
  const add = (text: string, worth: number) => {
    const words = wordsOf(text);
    for (const said of ARTICLES.has(words[0] ?? '') && words.length > 1 ? [words, words.slice(1)] : [words]) {
      const joined = said.join('');
      if (joined !== '' && !forms.has(joined)) forms.set(joined, { words: said, joined, worth });
    }
  };
  add(title, 1);
  const parts = title.split(/\s*:\s+|\s+[-–—]\s+/);
  if (parts.length > 1)
    parts.forEach((part) => {
      add(part, PART);
    });
  return [...forms.values()];
}

const NONE: TitleMatch = { whole: 0, form: null, isExact: false, within: 0, taken: new Set() };

/**
 * How well a query names a film: as its title with slips of the pen, or with the title among other words.
 * @param query words of the query
 */
export function matchTitle(query: readonly string[], forms: readonly TitleForm[]): TitleMatch {
  if (query.length === 0) return NONE;
  const joined = query.join('');
  const bare = query.length > 1 && ARTICLES.has(query[0]!) ? query.slice(1).join('') : joined;
  let whole = 0;
  let nearest: TitleForm | null = null;
  let isExact = false;
  let best = { letters: 0, from: 0, to: 0 };
  for (const form of forms) {
    const alike = Math.max(
      likeness(joined, form.joined, FLOOR),
      bare === joined ? 0 : likeness(bare, form.joined, FLOOR),
      commonWords(query, joined, form),
    );
    if (alike * form.worth > whole) [whole, nearest] = [alike * form.worth, form];
    isExact ||= joined === form.joined || bare === form.joined;
    const window = windowOf(query, form);
    if (window !== undefined && window.letters * form.worth > best.letters) {
      best = { ...window, letters: window.letters * form.worth };
    }
  }
  const taken = new Set(Array.from({ length: best.to - best.from }, (_, at) => best.from + at));
  return { whole, form: nearest, isExact, within: best.letters / joined.length, taken };
}

/** Twice the letters of common words (a slip in a longer word allowed) over all letters of both (Dice). */
function commonWords(query: readonly string[], joined: string, title: TitleForm): number {
  const all = joined.length + title.joined.length;
  // The most that can be common is the shorter one.
  if ((2 * Math.min(joined.length, title.joined.length)) / all < FLOOR) return 0;
  const left = [...title.words];
  let common = 0;
  for (const word of query) {
    const floor = word.length < 4 ? 1 : 0.7;
    let at = -1;
    let most = 0;
    left.forEach((other, place) => {
      const alike = likeness(word, other, floor);
      if (alike > most) [most, at] = [alike, place];
    });
    if (at >= 0) common += most * (word.length + left.splice(at, 1)[0]!.length);
  }
  return common / all;
}

/** Words in a row that together are the title, with about one slip in eight letters. */
function windowOf(query: readonly string[], form: TitleForm) {
  if (form.joined.length < 2) return undefined;
  const floor = form.joined.length < 5 ? 1 : 0.85;
  const slips = Math.floor((1 - floor) * form.joined.length) + 1;
  let best: { letters: number; from: number; to: number } | undefined;
  for (let from = 0; from < query.length; from++) {
    let length = 0;
    for (let to = from + 1; to <= query.length && to - from <= form.words.length + 1; to++) {
      length += query[to - 1]!.length;
      if (length > form.joined.length + slips) break;
      if (length < form.joined.length - slips || to - from < form.words.length - 1) continue;
      const letters = likeness(query.slice(from, to).join(''), form.joined, floor) * length;
      if (letters > (best?.letters ?? 0)) best = { letters, from, to };
    }
  }
  return best;
}
