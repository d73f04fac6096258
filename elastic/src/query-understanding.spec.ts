import { describe, expect, it } from 'vitest';
import { decadeOf } from '#constraint-words';
import { understand } from '#query-understanding';

describe('understand', () => {
  it('finds decade, origin and genre in words', () => {
    const { years, genres, origins, understood } = understand('90s french comedy');
    expect(years).toEqual({ from: 1990, to: 1999 });
    expect(genres).toEqual(['Comedy']);
    expect(origins).toEqual([{ language: 'fr', countries: ['FR'] }]);
    expect(understood).toEqual([
      { words: '90s', as: '1990–1999', code: 'decade', value: '1990' },
      { words: 'french', as: 'French, or from France', code: 'origin', value: 'fr' },
      { words: 'comedy', as: 'Comedy', code: 'genre', value: 'Comedy' },
    ]);
  });

  it('takes a year for a year only beside other words', () => {
    expect(understand('2001').years).toBeUndefined();
    expect(understand('1980 comedy in a plane').years).toEqual({ from: 1980, to: 1980 });
  });

  it('reads sci-fi and war films as genres, but not war alone', () => {
    expect(understand('sci-fi with robots').genres).toEqual(['Sci-Fi']);
    expect(understand('war film').genres).toEqual(['War']);
    expect(understand('war and peace').genres).toEqual([]);
  });

  it('leaves filler words out, unless there is nothing else', () => {
    expect(understand('the film about a rat who cooks').telling).toEqual(['rat', 'cooks']);
    expect(understand('it').telling).toEqual(['it']);
  });
});

describe('decadeOf', () => {
  it.each([
    ['90s', 1990],
    ['1980s', 1980],
    ['nineties', 1990],
    ['10s', 2010],
    ['00s', 2000],
    ['20s', 1920],
    ['95s', undefined],
    ['alien', undefined],
  ])('of %s is %s', (word, decade) => {
    expect(decadeOf(word)).toBe(decade);
  });
});
