import { describe, expect, it } from 'vitest';
import { foldTitle, foldTitles, frontArticle } from '#folding';

describe('foldTitle', () => {
  it.each([
    ['The Matrix', 'Matrix, The'],
    ['Amélie', 'AMELIE'],
    ['WALL·E', 'Wall-E'],
    ['L’Avventura', "Avventura, L'"],
    ["L'Avventura", 'Avventura'],
    ['Fast & Furious', 'Fast and Furious'],
    ['Der Himmel über Berlin', 'Himmel uber Berlin'],
    ['Smultronstället', 'smultronstallet'],
  ])('takes %s and %s for one title', (one, other) => {
    expect(foldTitle(one)).toBe(foldTitle(other));
  });

  it.each([
    ['Alien', 'Aliens'],
    ['Rocky', 'Rocky II'],
    ['A', 'The'],
    ['七人の侍', '羅生門'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(foldTitle(one)).not.toBe(foldTitle(other));
  });

  it('never gives nothing for a title of signs alone', () => {
    expect(foldTitle('…')).not.toBe('');
    expect(foldTitle('$')).toBe('$');
  });

  it('names each form of a movie’s titles once', () => {
    expect(foldTitles(['Seven', 'Se7en', 'SEVEN', null])).toEqual(['seven', 'se7en']);
  });
});

describe('frontArticle', () => {
  it.each([
    ['Matrix, The', 'The Matrix'],
    ['Cité des enfants perdus, La', 'La Cité des enfants perdus'],
    ["Avventura, L'", "L'Avventura"],
    ['Crouching Tiger, Hidden Dragon', 'Crouching Tiger, Hidden Dragon'],
    ['Good, the Bad and the Ugly, The', 'The Good, the Bad and the Ugly'],
  ])('%s → %s', (given, wanted) => {
    expect(frontArticle(given)).toBe(wanted);
  });
});
