import type { DemoFilm } from '#demo/catalogue';
import { Random } from '#demo/random';
import { TASTES } from '#demo/tastes';
import type { Taste } from '#demo/tastes';

/** Qualities that move people and that no field of the catalogue names: what only ratings can teach. */
export const UNNAMED_QUALITIES = 5;

/** What the taste model knows of every film; the columns are in the order of the catalogue. */
export interface FilmTraits {
  /** taste × film: how much the film is of that taste; mean 0 and variance 1 over the catalogue. */
  readonly affinity: readonly Float64Array[];
  /** quality × film, standard normal. */
  readonly unnamed: readonly Float64Array[];
  /** Log of how many people come across the film: fame and chance. */
  readonly reach: Float64Array;
  /** Stars above or below the average film in everybody's eyes. */
  readonly quality: Float64Array;
}

const FADE_YEARS = 10;

export function filmTraits(films: readonly DemoFilm[], seed: number): FilmTraits {
  const random = new Random(seed);
  return {
    affinity: TASTES.map((taste) => standardised(films.map((film) => affinityOf(film, taste)))),
    unnamed: Array.from({ length: UNNAMED_QUALITIES }, () => Float64Array.from(films, () => random.normal())),
    reach: Float64Array.from(films, ({ fame }) => 0.8 * fame + 0.35 * random.normal()),
    quality: Float64Array.from(films, ({ acclaim }) => 0.32 * (acclaim - 4.3) + 0.18 * random.normal()),
  };
}

/** Sum of the weights of the taste's traits that the film has. */
export function affinityOf(film: DemoFilm, { genres, moods, countries, era, keywords }: Taste): number {
  const words = film.keywords.join(' | ');
  return (
    sum(film.genres.map((genre) => genres?.[genre] ?? 0)) +
    sum(film.moods.map((mood) => moods?.[mood] ?? 0)) +
    (countries?.[film.countries[0] ?? ''] ?? 0) +
    (era === undefined ? 0 : era.weight * Math.max(0, 1 - yearsOutside(film.year, era) / FADE_YEARS)) +
    sum(Object.entries(keywords ?? {}).map(([word, weight]) => (words.includes(word) ? weight : 0)))
  );
}

const yearsOutside = (year: number, { from, to }: { readonly from: number; readonly to: number }): number =>
  Math.max(from - year, year - to, 0);

function standardised(values: readonly number[]): Float64Array {
  const mean = sum(values) / values.length;
  const deviation = Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length) || 1;
  return Float64Array.from(values, (value) => (value - mean) / deviation);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
