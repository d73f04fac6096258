import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from '#demo/catalogue';
import type { DemoFilm } from '#demo/catalogue';
import { DEMO_PEOPLE, imagineRatings } from '#demo/ratings';
import type { DemoRating } from '#demo/ratings';

const films = await readCatalogue();
const byId = new Map(films.map((film) => [film.id, film]));
const ratings = [...imagineRatings(films)].flat();

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const share = (of: (rating: DemoRating) => boolean): number => ratings.filter(of).length / ratings.length;
const countsOf = (key: (rating: DemoRating) => number): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const rating of ratings) counts.set(key(rating), (counts.get(key(rating)) ?? 0) + 1);
  return counts;
};

describe('the imaginary ratings', () => {
  it('are about 150,000 of 1,500 people, none twice', () => {
    expect(ratings.length).toBeGreaterThan(140_000);
    expect(ratings.length).toBeLessThan(165_000);
    expect(new Set(ratings.map(({ person }) => person)).size).toBe(DEMO_PEOPLE);
    expect(new Set(ratings.map(({ person, movieId }) => person * 1e8 + movieId)).size).toBe(ratings.length);
  });

  it('lie in halves around 3.5, most on whole stars', () => {
    expect(
      ratings.every(({ halfStars }) => Number.isInteger(halfStars) && halfStars >= 1 && halfStars <= 10),
    ).toBe(true);
    expect(mean(ratings.map(({ halfStars }) => halfStars / 2))).toBeCloseTo(3.5, 0.5);
    expect(share(({ halfStars }) => halfStars === 8)).toBeGreaterThan(0.2);
    expect(share(({ halfStars }) => halfStars % 2 === 0)).toBeGreaterThan(0.6);
    expect(share(({ halfStars }) => halfStars <= 2)).toBeLessThan(0.05);
  });

  it('reach every film, the famous ones many times more often', () => {
    const counts = countsOf(({ movieId }) => movieId);
    const ofFame = (fame: number): number[] =>
      films.filter((film) => film.fame === fame).map(({ id }) => counts.get(id) ?? 0);
    expect(films.filter(({ id }) => !counts.has(id)).length).toBeLessThan(5);
    expect(median(ofFame(5)) / median(ofFame(1))).toBeGreaterThan(8);
    expect(median(ofFame(1))).toBeGreaterThan(8);
  });

  it('are higher for what is held in high regard', () => {
    const starsOf = (acclaim: number): number =>
      mean(
        ratings
          .filter(({ movieId }) => byId.get(movieId)!.acclaim === acclaim)
          .map(({ halfStars }) => halfStars / 2),
      );
    expect(starsOf(5) - starsOf(3)).toBeGreaterThan(0.4);
  });

  it('were given over fifteen years, none before the film was there', () => {
    const years = ratings.map(({ time }) => new Date(time * 1000).getUTCFullYear());
    expect(Math.min(...new Set(years))).toBe(2011);
    expect(Math.max(...new Set(years))).toBe(2025);
    expect(ratings.filter(({ movieId }, at) => byId.get(movieId)!.year > years[at]!)).toEqual([]);
  });

  it('follow tastes: people who love one horror film see more of them than others do', () => {
    const isHorror = ({ movieId }: DemoRating): boolean => byId.get(movieId)!.genres.includes('Horror');
    const lovers = new Set(
      ratings.filter((rating) => isHorror(rating) && rating.halfStars >= 9).map(({ person }) => person),
    );
    const horrorShare = (of: readonly DemoRating[]): number => of.filter(isHorror).length / of.length;
    const theirs = horrorShare(ratings.filter(({ person }) => lovers.has(person)));
    const others = horrorShare(ratings.filter(({ person }) => !lovers.has(person)));
    expect(theirs / others).toBeGreaterThan(1.5);
  });

  it('are the same for everybody', () => {
    const few = [...imagineRatings(films.slice(0, 200), { people: 20, seed: 7 })].flat();
    const again = [...imagineRatings(films.slice(0, 200), { people: 25, seed: 7 })].flat();
    expect(again.slice(0, few.length)).toEqual(few);
    expect(digest([...imagineRatings(aSmallCatalogue(), { people: 20, seed: 7 })].flat())).toBe(
      'b2b2c5a6f7125840',
    );
  });
});

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

/** Films of our own, so that a change of the catalogue leaves the digest as it is. */
function aSmallCatalogue(): DemoFilm[] {
  return Array.from({ length: 60 }, (_, at) => ({
    ...films[0]!,
    id: 1990001 + at,
    title: `Film ${String(at)}`,
    year: 1930 + at,
    genres: [at % 2 === 0 ? 'Horror' : 'Comedy'],
    moods: [at % 3 === 0 ? 'eerie' : 'warm'],
    keywords: ['sea', 'letter', 'train', 'house'],
    countries: [at % 5 === 0 ? 'JP' : 'US'],
    directors: [`Director ${String(at % 7)}`],
    actors: [`Actor ${String(at % 11)}`],
    fame: (at % 5) + 1,
    acclaim: (at % 4) + 2,
  }));
}
