import { describe, expect, it } from 'vitest';
import { activeFilters, searchAddress, toggleGenre } from './search-address.ts';

const params = (text: string): URLSearchParams => new URLSearchParams(text);

describe('search addresses', () => {
  it('lead to the first page after a change, and forget what no search knows', () => {
    expect(searchAddress(params('q=day&cursor=abc&evil=1'), { language: 'fr' })).toBe(
      '/search?q=day&language=fr',
    );
    expect(searchAddress(params('q=day'), { q: null })).toBe('/search');
  });

  it('add a genre and take it away again', () => {
    const on = toggleGenre(params('q=day&genres=Drama'), 'Sci-Fi');
    expect(params(on.slice('/search'.length)).get('genres')).toBe('Drama,Sci-Fi');
    expect(toggleGenre(params('genres=Drama&genres=War'), 'War')).toBe('/search?genres=Drama');
  });

  it('take filters off one by one', () => {
    const active = activeFilters(params('q=x&genres=Drama,War&yearFrom=1990&yearTo=1999&person=Bill+Murray'));
    expect(active.map(({ name, value }) => `${name}:${value}`)).toEqual([
      'genres:Drama',
      'genres:War',
      'years:1990–1999',
      'person:Bill Murray',
    ]);
    expect(active[2]!.without).toBe('/search?q=x&genres=Drama%2CWar&person=Bill+Murray');
  });
});
