import { describe, expect, it } from 'vitest';
import { parseMovieLensTitle } from '#readers/movielens-title';

const parsed = (title: string, more: object = {}) => ({
  title,
  originalTitle: null,
  aliases: [],
  year: null,
  ...more,
});

describe('parseMovieLensTitle', () => {
  it.each([
    ['Matrix, The (1999)', parsed('The Matrix', { year: 1999 })],
    ['Babylon 5', parsed('Babylon 5')],
    ['96 Minutes (2011) ', parsed('96 Minutes', { year: 2011 })],
    ['Death Note: Desu nôto (2006–2007)', parsed('Death Note: Desu nôto', { year: 2006 })],
    ['(500) Days of Summer (2009)', parsed('(500) Days of Summer', { year: 2009 })],
    ['1984 (1956)', parsed('1984', { year: 1956 })],
  ])('%s', (text, wanted) => {
    expect(parseMovieLensTitle(text)).toEqual(wanted);
  });

  it('tells the original title from the English one', () => {
    expect(parseMovieLensTitle('City of Lost Children, The (Cité des enfants perdus, La) (1995)')).toEqual(
      parsed('The City of Lost Children', { originalTitle: 'La Cité des enfants perdus', year: 1995 }),
    );
  });

  it('keeps what a film is also known as', () => {
    expect(parseMovieLensTitle('Bicycle Thieves (a.k.a. The Bicycle Thief) (a.k.a. The Bicycle Thieves) (Ladri di biciclette) (1948)')).toEqual(
      parsed('Bicycle Thieves', {
        originalTitle: 'Ladri di biciclette',
        aliases: ['The Bicycle Thief', 'The Bicycle Thieves'],
        year: 1948,
      }),
    ); // prettier-ignore
  });

  it('leaves a parenthesis that belongs to the title', () => {
    expect(parseMovieLensTitle('Birdman: Or (The Unexpected Virtue of Ignorance) (2014)').title).toBe(
      'Birdman: Or (The Unexpected Virtue of Ignorance)',
    );
    expect(parseMovieLensTitle('Evangelion: 1.0 You Are (Not) Alone (2007)').title).toBe(
      'Evangelion: 1.0 You Are (Not) Alone',
    );
    expect(parseMovieLensTitle('Che (Part Two) (2008)').title).toBe('Che (Part Two)');
  });

  it.each([
    ['Three Days of the Condor (3 Days of the Condor) (1975)', '3 Days of the Condor'],
    ['Wedding Banquet, The (Xi yan) (1993)', 'Xi yan'],
    ['Big Deal on Madonna Street (I Soliti Ignoti) (1958)', 'I Soliti Ignoti'],
    ["Project A ('A' gai waak) (1983)", "'A' gai waak"],
  ])('takes what begins like a number for the title that it is: %s', (text, wanted) => {
    expect(parseMovieLensTitle(text).originalTitle).toBe(wanted);
  });

  it('does not stumble over an article before the parenthesis', () => {
    expect(parseMovieLensTitle('Color of Paradise, The (Rang-e khoda) (1999)')).toEqual(
      parsed('The Color of Paradise', { originalTitle: 'Rang-e khoda', year: 1999 }),
    );
  });
});
