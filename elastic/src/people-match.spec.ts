import { describe, expect, it } from 'vitest';
import { matchPeople, namedPeople } from '#people-match';
import { wordsOf } from '#words';

const HEAT = namedPeople(['Michael Mann', 'Al Pacino', 'Robert De Niro', 'Val Kilmer']);

describe('matchPeople', () => {
  it('knows people by family name, also of two words', () => {
    const { names, taken } = matchPeople(wordsOf('heat pacino de niro'), HEAT);
    expect(names).toEqual(['Al Pacino', 'Robert De Niro']);
    expect([...taken]).toEqual([1, 2, 3]);
  });

  it('knows people by the whole name and with one slip', () => {
    expect(matchPeople(wordsOf('val kilmer'), HEAT).names).toEqual(['Val Kilmer']);
    expect(matchPeople(wordsOf('spielburg sharks'), namedPeople(['Steven Spielberg'])).names).toEqual([
      'Steven Spielberg',
    ]);
  });

  it('knows people without their middle name', () => {
    expect(matchPeople(wordsOf('william macy'), namedPeople(['William H. Macy'])).names).toEqual([
      'William H. Macy',
    ]);
  });

  it('takes neither a first name nor a short family name for a person', () => {
    expect(matchPeople(wordsOf('robert the bruce'), HEAT).names).toEqual([]);
    expect(matchPeople(wordsOf('a man in a lee side'), namedPeople(['Spike Lee'])).names).toEqual([]);
  });
});
