import { describe, expect, it } from 'vitest';
import { isBeginningOf, joinSuggestions } from '#suggestions';
import { wordsOf } from '#words';

describe('isBeginningOf', () => {
  it.each([
    ['tom h', 'Tom Hanks', true],
    ['hanks', 'Tom Hanks', true],
    ['macy', 'William H. Macy', true],
    ['william macy', 'William H. Macy', true],
    ['speilberg', 'Steven Spielberg', true],
    ['tom h', 'Tom Cruise', false],
    ['h tom', 'Tom Hanks', false],
  ])('"%s" of "%s": %s', (typed, name, expected) => {
    expect(isBeginningOf(wordsOf(typed), wordsOf(name))).toBe(expected);
  });
});

describe('joinSuggestions', () => {
  const titles = [{ id: 1, title: 'The Hanks', year: 2000 }];
  const people = [
    { name: 'Tom Hanks', films: 30 },
    { name: 'Meg Ryan', films: 20 },
  ];

  it('has titles first where one begins as typed, and only people of that name', () => {
    expect(joinSuggestions('hank', { titles, people, limit: 8 })).toEqual([
      { kind: 'movie', id: 1, text: 'The Hanks', year: 2000 },
      { kind: 'person', text: 'Tom Hanks', films: 30 },
    ]);
  });

  it('has people first where only a name begins as typed', () => {
    expect(joinSuggestions('tom h', { titles, people, limit: 1 })).toEqual([
      { kind: 'person', text: 'Tom Hanks', films: 30 },
    ]);
  });
});
