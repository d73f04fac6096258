import { describe, expect, it } from 'vitest';
import type { MovieSummary } from '@marquee/contract/movie';
import { highlightsOf } from '#highlights';

const aMovie = (facts: Partial<MovieSummary>): MovieSummary => ({
  id: 1, title: 'Up', originalTitle: null, year: 2009, runtime: 96, genres: [], languages: [], countries: [],
  directors: [], actors: [], moods: [], overview: null, posterPath: null, ratingCount: 0, ratingMean: null, ...facts,
}); // prettier-ignore

describe('highlightsOf', () => {
  it('marks a misspelt title, people, and forms of a word in the overview', () => {
    const movie = aMovie({
      title: 'The Godfather',
      directors: ['Francis Ford Coppola'],
      actors: ['Al Pacino', 'James Caan'],
      overview: 'A family of gangsters lives in New York.',
    });
    expect(highlightsOf(movie, ['godfahter', 'pacino', 'living', 'gangster'])).toEqual({
      title: 'The \u0002Godfather\u0003',
      people: 'Al \u0002Pacino\u0003',
      overview: 'A family of \u0002gangsters lives\u0003 in New York.',
    });
  });

  it('marks nothing where nothing is meant', () => {
    expect(highlightsOf(aMovie({ overview: 'An old man flies.' }), ['shark'])).toEqual({});
  });

  it('cuts a long overview around its marks, and closes every mark', () => {
    const overview = `${'Nothing happens here at all. '.repeat(20)}Then a shark comes. ${'Nothing more is seen. '.repeat(20)}`;
    const { overview: cut } = highlightsOf(aMovie({ overview }), ['shark']);
    expect(cut).toContain('\u0002shark\u0003');
    expect(cut!.length).toBeLessThan(200);
    expect(cut!.split('\u0002')).toHaveLength(cut!.split('\u0003').length);
  });
});
