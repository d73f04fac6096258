import { describe, expect, it } from 'vitest';
import type { Filters } from '@marquee/contract/filters';
import type { MovieSummary } from '@marquee/contract/movie';
import { NO_PREFERENCES } from '@marquee/contract/taste';
import type { Preferences } from '@marquee/contract/taste';
import { eligibilityTests, eligible, NOTHING_HIDDEN } from '#recommend/eligibility';
import type { HiddenThings } from '#recommend/eligibility';

const HEAT: MovieSummary = {
  id: 6, title: 'Heat', originalTitle: null, year: 1995, runtime: 170, genres: ['Crime', 'Thriller'], languages: ['en'],
  countries: ['US'], directors: ['Michael Mann'], actors: ['Al Pacino'], moods: [], overview: null, posterPath: null,
  ratingCount: 102, ratingMean: 3.9,
}; // prettier-ignore

interface Wishes {
  readonly filters?: Filters;
  readonly hidden?: Partial<HiddenThings>;
  readonly preferences?: Partial<Preferences>;
}
const constraints = ({ filters = {}, hidden = {}, preferences = {} }: Wishes) => ({
  filters,
  hidden: { ...NOTHING_HIDDEN, ...hidden },
  preferences: { ...NO_PREFERENCES, ...preferences },
});

describe('eligible', () => {
  it.each<Wishes>([
    { filters: { yearFrom: 2000 } },
    { hidden: { movies: [6] } },
    { hidden: { people: ['Michael Mann'] } },
    { hidden: { people: ['Al Pacino'] } },
    { hidden: { genres: ['Thriller'] } },
    { preferences: { genresAvoided: ['Crime'] } },
    { preferences: { languages: ['fr', 'de'] } },
  ])('leaves out what is not wanted: %j', (wishes) => {
    expect(eligible(constraints(wishes))(HEAT)).toBe(false);
  });

  it.each<Wishes>([
    { filters: { yearFrom: 1990, genres: ['Crime'] } },
    { hidden: { movies: [7], people: ['Heat'], genres: ['Comedy'] } },
    { preferences: { languages: ['fr', 'en'], genresAvoided: ['War'] } },
  ])('lets through what is: %j', (wishes) => {
    expect(eligible(constraints(wishes))(HEAT)).toBe(true);
  });

  it('tests nothing where nothing is asked', () => {
    expect(eligibilityTests(constraints({ filters: { yearFrom: undefined } }))).toEqual([]);
  });
});
