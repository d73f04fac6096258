import type { Genre } from '@marquee/contract/movie';
import type { Mood } from '#demo/catalogue';

/** A direction in which people like films: the traits that speak for it, with their weights. */
export interface Taste {
  readonly name: string;
  /** How many people have it, relative to the others. */
  readonly spread: number;
  readonly genres?: Readonly<Partial<Record<Genre, number>>>;
  readonly moods?: Readonly<Partial<Record<Mood, number>>>;
  /** Main country of the film. */
  readonly countries?: Readonly<Record<string, number>>;
  /** Weight of films of these years, fading over ten years beyond. */
  readonly era?: { readonly from: number; readonly to: number; readonly weight: number };
  /** Words, parts of keywords. */
  readonly keywords?: Readonly<Record<string, number>>;
}

/** The tastes that imaginary people are mixtures of. */
// prettier-ignore
export const TASTES: readonly Taste[] = [
  {
    name: 'blockbusters', spread: 3,
    genres: { Action: 1.2, Adventure: 1, 'Sci-Fi': 0.6, Fantasy: 0.4, Drama: -0.6 },
    moods: { exhilarating: 1, epic: 0.6, contemplative: -0.9, bleak: -0.5 },
    countries: { US: 0.5 }, era: { from: 1977, to: 2030, weight: 0.5 },
  },
  {
    name: 'science fiction', spread: 2,
    genres: { 'Sci-Fi': 1.8, Fantasy: 0.3, Romance: -0.5 }, moods: { eerie: 0.3, contemplative: 0.3 },
    keywords: { space: 0.6, robot: 0.6, future: 0.5, alien: 0.6, dystopia: 0.6, time: 0.3 },
  },
  {
    name: 'family evenings', spread: 2.5,
    genres: { Children: 1.3, Animation: 1.1, Adventure: 0.4, Musical: 0.4, Horror: -1.4, Thriller: -0.6 },
    moods: { whimsical: 0.8, playful: 0.7, warm: 0.8, hopeful: 0.5, bleak: -1, gritty: -1 },
  },
  {
    name: 'romance', spread: 2.5,
    genres: { Romance: 1.4, Comedy: 0.4, War: -0.5, Action: -0.7, Horror: -0.9 },
    moods: { romantic: 1.1, tender: 0.6, warm: 0.4, gritty: -0.6 }, keywords: { love: 0.4, wedding: 0.5 },
  },
  {
    name: 'comedy', spread: 2.5,
    genres: { Comedy: 1.5, Drama: -0.6, War: -0.4, Horror: -0.4 },
    moods: { playful: 0.9, satirical: 0.6, wry: 0.7, bleak: -0.9, melancholy: -0.5 },
  },
  {
    name: 'horror', spread: 1.5,
    genres: { Horror: 2, Mystery: 0.4, Musical: -0.8, Children: -0.8, Romance: -0.6 },
    moods: { eerie: 0.9, feverish: 0.6, tense: 0.3, warm: -0.8 },
    keywords: { vampire: 0.6, ghost: 0.6, haunted: 0.6, zombie: 0.7, killer: 0.4 },
  },
  {
    name: 'crime and thrills', spread: 2.5,
    genres: { Crime: 1.2, Thriller: 1.1, Mystery: 0.7, Musical: -0.7, Children: -0.9 },
    moods: { tense: 0.9, gritty: 0.6, whimsical: -0.7 }, keywords: { heist: 0.6, detective: 0.5, murder: 0.4 },
  },
  {
    name: 'film noir and old Hollywood', spread: 1,
    genres: { 'Film-Noir': 1.8, Crime: 0.5, Mystery: 0.4, Romance: 0.2 }, moods: { wry: 0.5, tense: 0.3 },
    countries: { US: 0.7 }, era: { from: 1930, to: 1959, weight: 1.6 },
  },
  {
    name: 'silent and early cinema', spread: 0.5,
    moods: { dreamlike: 0.4, eerie: 0.3 }, era: { from: 1920, to: 1938, weight: 2.4 }, countries: { DE: 0.5, SU: 0.4 },
  },
  {
    name: 'westerns', spread: 0.8,
    genres: { Western: 2.4, Adventure: 0.3, 'Sci-Fi': -0.4 }, moods: { epic: 0.4, gritty: 0.3 },
    keywords: { gunfighter: 0.6, frontier: 0.6, desert: 0.3 },
  },
  {
    name: 'war and history', spread: 1,
    genres: { War: 1.8, Drama: 0.4, Comedy: -0.5, Fantasy: -0.4 }, moods: { epic: 0.8, bleak: 0.4 },
    keywords: { soldier: 0.4, resistance: 0.4, revolution: 0.4, 'world war': 0.5, partisan: 0.4 },
  },
  {
    name: 'musicals', spread: 1,
    genres: { Musical: 2.2, Romance: 0.4, Thriller: -0.5, Horror: -0.6 }, moods: { exhilarating: 0.4, romantic: 0.4 },
    keywords: { song: 0.5, music: 0.5, dance: 0.5, singer: 0.5 },
  },
  {
    name: 'slow cinema', spread: 1.2,
    genres: { Drama: 0.7, Action: -0.9, Comedy: -0.3 },
    moods: { contemplative: 1.5, melancholy: 0.5, dreamlike: 0.7, exhilarating: -1 },
    countries: { IR: 0.6, TR: 0.5, HU: 0.5, TW: 0.6, SU: 0.5, TH: 0.4, US: -0.5 },
  },
  {
    name: 'French and Italian cinema', spread: 1,
    genres: { Drama: 0.3, Romance: 0.3 }, moods: { wry: 0.4, romantic: 0.3 },
    countries: { FR: 1.8, IT: 1.4, BE: 0.7, ES: 0.5, US: -0.5 }, era: { from: 1945, to: 1985, weight: 0.5 },
  },
  {
    name: 'East Asian cinema', spread: 1.2,
    genres: { Action: 0.3 }, moods: { feverish: 0.3, contemplative: 0.2 },
    countries: { JP: 1.9, KR: 1.8, HK: 1.7, CN: 1.4, TW: 1.3, US: -0.4 },
  },
  {
    name: 'South Asian cinema', spread: 0.6,
    genres: { Musical: 0.4, Romance: 0.3 }, moods: { epic: 0.2 },
    countries: { IN: 2.6, PK: 1.2, BD: 1.6, LK: 1.2, NP: 1 },
  },
  {
    name: 'cinema of the south', spread: 0.7,
    genres: { Drama: 0.3 }, moods: { gritty: 0.3, hopeful: 0.2 },
    countries: {
      BR: 1.5, AR: 1.5, MX: 1.4, CL: 1.4, CU: 1.3, CO: 1.3, SN: 1.6, ML: 1.5, BF: 1.4, NG: 1.3, ZA: 1.2, EG: 1.4, TN: 1.3,
      LB: 1.3, PS: 1.3, PE: 1.2, MR: 1.3, ET: 1.2, GH: 1.1, MA: 1.2, DZ: 1.3, US: -0.4,
    },
  },
  {
    name: 'northern and eastern Europe', spread: 0.8,
    genres: { Drama: 0.3 }, moods: { bleak: 0.5, wry: 0.3, melancholy: 0.3 },
    countries: {
      SE: 1.5, DK: 1.5, NO: 1.4, FI: 1.6, IS: 1.5, PL: 1.4, CS: 1.5, HU: 1.2, RO: 1.3, SU: 1, RU: 1, YU: 1.1, BG: 1.1,
      EE: 1.1, GE: 1.1, US: -0.4,
    },
  },
  {
    name: 'animation for grown-ups', spread: 0.8,
    genres: { Animation: 1.9, Fantasy: 0.5, Children: -0.4 }, moods: { dreamlike: 0.6, melancholy: 0.2 },
    countries: { JP: 0.7 },
  },
  {
    name: 'documentaries', spread: 0.8,
    genres: { Documentary: 2.8, Fantasy: -0.5, Action: -0.3 }, moods: { contemplative: 0.2, gritty: 0.2 },
  },
  {
    name: 'dark and strange', spread: 1.2,
    genres: { Fantasy: 0.3, Horror: 0.4, Comedy: -0.2, Children: -0.7 },
    moods: { feverish: 1.3, dreamlike: 1, eerie: 0.6, bleak: 0.4, warm: -0.9, hopeful: -0.5 },
    keywords: { dream: 0.4, obsession: 0.4, madness: 0.4, identity: 0.3 },
  },
  {
    name: 'warm dramas', spread: 2,
    genres: { Drama: 0.8, Horror: -0.9, Action: -0.6 },
    moods: { warm: 1.1, tender: 0.9, hopeful: 0.7, feverish: -0.6, gritty: -0.4 },
    keywords: { family: 0.4, friendship: 0.4, father: 0.3, mother: 0.3, childhood: 0.3 },
  },
  {
    name: 'satire and ideas', spread: 0.9,
    genres: { Comedy: 0.5, Romance: -0.3 }, moods: { satirical: 1.6, wry: 0.8, bleak: 0.2, romantic: -0.4 },
    keywords: { politics: 0.4, bureaucracy: 0.5, media: 0.3, class: 0.4 },
  },
  {
    name: 'new releases', spread: 1.5,
    genres: { Thriller: 0.2, Comedy: 0.2 }, era: { from: 2008, to: 2030, weight: 1.5 },
  },
];
