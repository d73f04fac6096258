import { describe, expect, it } from 'vitest';
import { groupAddress, groupOf, MOST_PEOPLE, withFilms } from './group-address.ts';

describe('group addresses', () => {
  it('hold the whole group', () => {
    const group = groupOf(new URLSearchParams('p=1,2&p=3&fairness=0.8'));
    expect(group).toEqual({ people: [[1, 2], [3]], fairness: 0.8 });
    expect(groupAddress(group)).toBe('/together?p=1,2&p=3&fairness=0.8');
    expect(groupAddress(withFilms(group, 1, [9]))).toBe('/together?p=1,2&p=9&fairness=0.8');
  });

  it('make do with anything', () => {
    expect(groupOf(new URLSearchParams('p=x,-1,2,2&fairness=nine'))).toEqual({
      people: [[2], []],
      fairness: 0.5,
    });
    const many = new URLSearchParams(Array.from({ length: 9 }, () => ['p', '1']));
    expect(groupOf(many).people).toHaveLength(MOST_PEOPLE);
  });
});
