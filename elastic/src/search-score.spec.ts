import { describe, expect, it } from 'vitest';
import type { SearchMode } from '@marquee/contract/search';
import type { Candidate } from '#candidate';
import { didYouMean } from '#did-you-mean';
import { namedPeople } from '#people-match';
import { understand } from '#query-understanding';
import { FilmComparison, gatherEvidence } from '#search-evidence';
import { sortMovies } from '#search-order';
import { scoreMovies } from '#search-score';
import { titleForms } from '#title-likeness';

let nextId = 1;
const aCandidate = (title: string, facts: Partial<Candidate> = {}): Candidate => ({
  id: nextId++, index: 'films', titles: [title.toLowerCase()], forms: titleForms([title.toLowerCase()]), people: [], genres: [], languages: [], countries: [], year: null,
  ratingCount: 10, ratingMean: null, popularity: 0.3, text: 0, cosine: 0.1, ...facts,
}); // prettier-ignore

function rank(query: string, candidates: readonly Candidate[], mode: SearchMode = 'hybrid') {
  const understanding = understand(query);
  const evidence = gatherEvidence(candidates, new FilmComparison(understanding), 300);
  const scored = scoreMovies(evidence, mode, understanding);
  const title = (id: number) => candidates.find((candidate) => candidate.id === id)!.titles[0];
  return { scored, evidence, titles: scored.map(({ id }) => title(id)), words: understanding.words };
}

describe('scoreMovies', () => {
  it('has signals that add up to the score', () => {
    const { scored } = rank('heat pacino', [
      aCandidate('Heat', { people: namedPeople(['Al Pacino']), text: 5, cosine: 0.4 }),
    ]);
    const { score, signals } = scored[0]!;
    expect(Object.values(signals).reduce((sum, value) => sum + value, 0)).toBeCloseTo(score);
  });

  it('lets an exact title win over what is alike, better known or nearer in meaning', () => {
    const { titles } = rank('up', [
      aCandidate('Upside Down', { text: 9, cosine: 0.5 }),
      aCandidate('Step Up', { ratingCount: 300, popularity: 0.9 }),
      aCandidate('Up'),
    ]);
    expect(titles[0]).toBe('up');
  });

  it('finds a misspelt title and proposes it', () => {
    const { titles, scored, evidence, words } = rank('teh godfather', [
      aCandidate('Godfathers and Sons', { cosine: 0.5 }),
      aCandidate('The Godfather', { ratingCount: 190 }),
    ]);
    expect(titles[0]).toBe('the godfather');
    expect(didYouMean(words, evidence, scored[0]!.id)).toBe('the godfather');
  });

  it('takes popularity for a prior that clear evidence overrules', () => {
    const known = aCandidate('Jaws', { ratingCount: 300, cosine: 0.4 });
    expect(rank('shark', [aCandidate('Deep', { ratingCount: 1, cosine: 0.42 }), known]).titles[0]).toBe(
      'jaws',
    );
    expect(
      rank('giant crocodile', [aCandidate('Mega', { ratingCount: 1, cosine: 0.6 }), known]).titles[0],
    ).toBe('mega');
  });

  it('takes wishes for preferences, not for filters', () => {
    const { titles } = rank('90s comedy in paris', [
      aCandidate('Late', { year: 2012, genres: ['Comedy'] }),
      aCandidate('Right', { year: 1994, genres: ['Comedy'] }),
      aCandidate('Wrong', { year: 1950, genres: ['Drama'] }),
    ]);
    expect(titles).toEqual(['right', 'late', 'wrong']);
  });

  it('counts meaning alone in semantic mode', () => {
    const { scored } = rank(
      'up',
      [aCandidate('Up', { cosine: 0.1 }), aCandidate('Other', { cosine: 0.3 })],
      'semantic',
    );
    expect(scored[0]!.score).toBeCloseTo(0.3);
    expect(scored[0]!.signals).toMatchObject({ title: 0, popularity: 0 });
  });
});

describe('didYouMean', () => {
  it('is silent about a title that is right', () => {
    const { scored, evidence, words } = rank('godfather', [aCandidate('The Godfather')]);
    expect(didYouMean(words, evidence, scored[0]!.id)).toBeNull();
  });
});

describe('sortMovies', () => {
  it('sorts the relevant ones, unknown years last', () => {
    const { scored, evidence } = rank('shark', [
      aCandidate('Old', { year: 1975, cosine: 0.5 }),
      aCandidate('New', { year: 2010, cosine: 0.5 }),
      aCandidate('Never', { year: null, cosine: 0.5 }),
      aCandidate('Nothing of the kind', { year: 2020, cosine: 0.01 }),
    ]);
    const years = sortMovies(scored, evidence, '-year').map(
      ({ id }) => evidence.find(({ candidate }) => candidate.id === id)!.candidate.year,
    );
    expect(years).toEqual([2010, 1975, null]);
  });
});

describe('FilmComparison', () => {
  it('compares a film once, and anew as another index knows it', () => {
    const comparison = new FilmComparison(understand('heat'));
    const heat = aCandidate('Heat');
    expect(comparison.of({ ...heat })).toBe(comparison.of(heat));
    const renamed = { ...heat, index: 'films-2', forms: titleForms(['cold']) };
    expect([comparison.of(heat), comparison.of(renamed)].map(({ title }) => title.isExact)).toEqual([
      true,
      false,
    ]);
  });
});
