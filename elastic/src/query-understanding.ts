import type { Understood } from '@marquee/contract/search';
import { decadeOf, GENRE_WORDS, ORIGIN_WORDS } from '#constraint-words';
import type { Origin } from '#constraint-words';
import { tellingWords, wordsOf } from '#words';

/** What a query says, as far as its words alone tell. */
export interface Understanding {
  readonly words: readonly string[];
  /** Words that could name a film, a person or a thing: without "film", "about", "who" … */
  readonly telling: readonly string[];
  readonly years: { readonly from: number; readonly to: number } | undefined;
  readonly genres: readonly string[];
  readonly origins: readonly Origin[];
  /** Share of the telling letters that say a wish: 1 for "90s french comedy". */
  readonly wishShare: number;
  /** For people and programs to read: `{words: '90s', as: '1990–1999', code: 'decade', value: '1990'}`. */
  readonly understood: readonly Understood[];
}

const LANGUAGE_NAMES = new Intl.DisplayNames(['en'], { type: 'language' });
const COUNTRY_NAMES = new Intl.DisplayNames(['en'], { type: 'region' });

/**
 * Finds preferences among the words of a query: decades and years, genres, languages and countries. They are
 * preferences, not filters: whatever the plain words find is still found.
 */
export function understand(query: string): Understanding {
  const words = wordsOf(query);
  const genres = new Set<string>();
  const origins: Origin[] = [];
  const understood: Understood[] = [];
  let years: Understanding['years'];
  words.forEach((word, at) => {
    const decade = decadeOf(word);
    if (decade !== undefined) {
      years = { from: decade, to: decade + 9 };
      const as = `${String(decade)}–${String(decade + 9)}`;
      understood.push({ words: word, as, code: 'decade', value: String(decade) });
      return;
    }
    if (/^(19|20)\d\d$/.test(word) && words.length > 1) {
      years = { from: Number(word), to: Number(word) };
      understood.push({ words: word, as: `of ${word}`, code: 'year', value: word });
      return;
    }
    const genre = genreAt(words, at);
    if (genre !== undefined && !genres.has(genre)) {
      genres.add(genre);
      const said = word === 'sci' ? 'sci-fi' : word;
      understood.push({ words: said, as: genre, code: 'genre', value: genre });
    }
    const origin = Object.hasOwn(ORIGIN_WORDS, word) ? ORIGIN_WORDS[word] : undefined;
    if (origin !== undefined) {
      origins.push(origin);
      const value = origin.language ?? origin.countries[0]!;
      understood.push({ words: word, as: originName(origin), code: 'origin', value });
    }
  });
  const telling = tellingWords(words);
  return {
    words,
    telling,
    years,
    genres: [...genres],
    origins,
    wishShare: wishShare(telling, understood),
    understood,
  };
}

function wishShare(telling: readonly string[], understood: Understanding['understood']): number {
  const wishes = new Set(understood.flatMap(({ words }) => words.split('-')));
  const letters = (words: readonly string[]) => words.join('').length;
  return Math.min(1, letters(telling.filter((word) => wishes.has(word))) / Math.max(1, letters(telling)));
}

function genreAt(words: readonly string[], at: number): string | undefined {
  const word = words[at]!;
  if (word === 'sci') return words[at + 1] === 'fi' ? 'Sci-Fi' : undefined;
  if (word === 'war' && /^(film|films|movie|movies|drama)$/.test(words[at + 1] ?? '')) return 'War';
  return Object.hasOwn(GENRE_WORDS, word) ? GENRE_WORDS[word] : undefined;
}

function originName({ language, countries }: Origin): string {
  const country = COUNTRY_NAMES.of(countries[0]!) ?? countries[0]!;
  return language === undefined ? country : `${LANGUAGE_NAMES.of(language) ?? language}, or from ${country}`;
}
