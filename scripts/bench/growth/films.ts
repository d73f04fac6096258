import { GENRES } from '@marquee/contract/movie';
import type { Movie } from '@marquee/contract/movie';
import { readCatalogue } from '../../../data/src/demo/catalogue.ts';
import { seededRandom } from '../../../recommender/src/random.ts';
import { Draw } from '../draw.ts';

const OVERVIEW_WORDS = 55;
const KEYWORDS = 6;
/** Words beyond those of the real overviews, which a larger catalogue goes on to bring (Heaps' law). */
const RARE_WORDS = 60_000;
const SYLLABLES = [
  'ba', 'bel', 'cor', 'da', 'dren', 'el', 'fa', 'gor', 'hal', 'in', 'ja', 'kel', 'lo', 'mar', 'nor', 'o', 'pel', 'qui',
  'ran', 'sil', 'ta', 'ul', 'ven', 'wor', 'xa', 'yor', 'zen', 'shi', 'tho', 'bri', 'cla', 'dro',
] as const; // prettier-ignore

/** A made-up word: the digits of the number as syllables, three at least. */
export function wordOf(number: number): string {
  let word = '';
  for (let left = number, at = 0; left > 0 || at < 3; at++) {
    word += SYLLABLES[left % SYLLABLES.length]!;
    left = Math.floor(left / SYLLABLES.length);
  }
  return word;
}

/**
 * Films by number, from 0: the same number is the same film. Words are drawn by Zipf's law from those of the demo's
 * overviews, the most frequent first, and made-up ones after them; each three films bring a new person, who plays the
 * less often the later they come; few films are rated by many, as MovieLens has it.
 */
export class SyntheticFilms {
  readonly count: number;
  private readonly words: readonly string[];
  private readonly word: Draw;
  private readonly titleWord: Draw;
  private readonly person: Draw;
  private readonly genre = new Draw(GENRES.length, (place) => 1 / (place + 1));

  private constructor(count: number, words: readonly string[]) {
    this.count = count;
    this.words = words;
    this.word = new Draw(words.length, (place) => 1 / (place + 2.7));
    // Titles are told apart by rarer words than plots are told with.
    this.titleWord = new Draw(words.length, (place) => 1 / (place + 200));
    this.person = new Draw(Math.ceil(count / 3) + 100, (place) => 1 / (place + 300));
  }

  static async of(count: number): Promise<SyntheticFilms> {
    const counts = new Map<string, number>();
    for (const { overview } of await readCatalogue())
      for (const word of overview.toLowerCase().match(/\p{L}+/gu) ?? [])
        counts.set(word, (counts.get(word) ?? 0) + 1);
    const real = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([word]) => word);
    return new SyntheticFilms(count, [...real, ...Array.from({ length: RARE_WORDS }, (_, at) => wordOf(at))]);
  }

  film(number: number): Movie {
    const random = seededRandom(1_000_003 * (number + 1));
    const words = (count: number, draw: Draw): string[] =>
      Array.from({ length: count }, () => this.words[draw.at(random())]!);
    const people = (count: number): string[] => [
      ...new Set(Array.from({ length: count }, () => nameOf(this.person.at(random())))),
    ];
    const title = words(1 + Math.floor(random() * 3.5), this.titleWord).join(' ');
    const year = 2026 - Math.floor(100 * random() ** 2);
    const ratingCount = Math.floor((400_000 / (number + 20)) * (0.5 + random()));
    return {
      id: number + 1,
      title: title[0]!.toUpperCase() + title.slice(1),
      originalTitle: null,
      year,
      runtime: 80 + Math.floor(random() * 60),
      genres: [...new Set([0, 1, 2].map(() => GENRES[this.genre.at(random())]!))],
      languages: [random() < 0.6 ? 'en' : ['fr', 'de', 'ja', 'es', 'it'][Math.floor(random() * 5)]!],
      countries: [random() < 0.6 ? 'US' : ['FR', 'DE', 'JP', 'ES', 'IT'][Math.floor(random() * 5)]!],
      directors: people(1),
      actors: people(4),
      keywords: words(KEYWORDS, this.titleWord),
      moods: [],
      overview: `${words(OVERVIEW_WORDS, this.word).join(' ')}.`,
      tagline: null,
      imdbId: null,
      tmdbId: number + 1,
      posterPath: null,
      ratingCount,
      ratingMean: ratingCount === 0 ? null : 2 + 2 * random(),
      popularity: Math.log1p(ratingCount) / Math.log1p(400_000),
    };
  }
}

const nameOf = (person: number): string =>
  [wordOf(person % 997), wordOf(10_000 + person)]
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join(' ');
