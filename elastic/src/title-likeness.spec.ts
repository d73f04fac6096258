import { describe, expect, it } from 'vitest';
import { matchTitle, titleForms } from '#title-likeness';
import { wordsOf } from '#words';

const match = (query: string, ...titles: string[]) => matchTitle(wordsOf(query), titleForms(titles));

describe('matchTitle', () => {
  it.each([
    ['up', 'Up'],
    ['wall e', 'WALL·E'],
    ['amelie', 'Amélie'],
    ['city of lost children', 'The City of Lost Children'],
    ['goodwill hunting', 'Good Will Hunting'],
  ])('takes "%s" for the whole of "%s"', (query, title) => {
    expect(match(query, title)).toMatchObject({ whole: 1, isExact: true });
  });

  it.each([
    ['teh godfather', 'The Godfather'],
    ['shashank redemtion', 'The Shawshank Redemption'],
    ['ratatoui', 'Ratatouille'],
    ['kill bill 2', 'Kill Bill: Vol. 2'],
  ])('takes "%s" for "%s" with slips', (query, title) => {
    const { whole, isExact } = match(query, title);
    expect(whole).toBeGreaterThan(0.7);
    expect(isExact).toBe(false);
  });

  it('knows a title by what stands before or after its colon, a little less', () => {
    expect(match('2001', '2001: A Space Odyssey').whole).toBeCloseTo(0.93);
    expect(match('two towers', 'The Lord of the Rings: The Two Towers').whole).toBeCloseTo(0.93);
  });

  it('finds a title among other words', () => {
    const { within, taken } = match('heat pacino de niro', 'Heat');
    expect([...taken]).toEqual([0]);
    expect(within).toBeCloseTo(4 / 16);
  });

  it('knows by any of its titles', () => {
    expect(match('se7en', 'Seven', 'Se7en').whole).toBe(1);
  });

  it('sees nothing in another title', () => {
    expect(match('jaws', 'Up').whole).toBe(0);
  });
});
