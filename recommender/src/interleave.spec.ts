import { describe, expect, it } from 'vitest';
import { draftChances, teamDraft } from '#interleave';
import { replay } from '#interleave-replay';
import { decidedNeeded, interleaveResult, signTest } from '#interleave-result';
import { seededRandom } from '#random';

/** Coins in the order given: heads lets A pick first. */
function coins(...throws: readonly ('a' | 'b')[]): () => number {
  let at = 0;
  return () => (throws[at++ % throws.length] === 'a' ? 0 : 0.9);
}
const drafted = (...given: Parameters<typeof teamDraft>) =>
  teamDraft(...given).map(({ movieId, team }) => `${String(movieId)}${team}`);

describe('team draft', () => {
  it('lets each team pick its best remaining film in the order of the coins', () => {
    const [a, b] = [
      [1, 2, 3, 4],
      [2, 5, 1, 6],
    ];
    expect(drafted(a, b, { limit: 4, random: coins('a') })).toEqual(['1a', '2b', '3a', '5b']);
    expect(drafted(a, b, { limit: 4, random: coins('b') })).toEqual(['2b', '1a', '5b', '3a']);
    expect(drafted(a, b, { limit: 5, random: coins('a', 'b', 'a') })).toEqual(['1a', '2b', '5b', '3a', '4a']);
  });

  it('shows equal rankings as they are, and what one side alone has', () => {
    expect(drafted([7, 8], [7, 8], { limit: 9, random: coins('b') })).toEqual(['7b', '8a']);
    expect(drafted([], [4, 5], { limit: 9, random: coins('a') })).toEqual(['4b', '5b']);
    expect(drafted([], [], { limit: 9, random: coins('a') })).toEqual([]);
  });

  it('gives each team the first place as often', () => {
    const random = seededRandom(1);
    const first = Array.from(
      { length: 4000 },
      () => teamDraft([1, 2], [3, 4], { limit: 2, random })[0]!.team,
    );
    expect(first.filter((team) => team === 'a').length / 4000).toBeCloseTo(0.5, 1);
  });

  it('knows how likely a film is to be shown', () => {
    const random = seededRandom(1);
    const chances = draftChances([1, 2], [1, 3], { limit: 2, random, rounds: 4000 });
    // Film 1 in any case; then whoever lost the first coin picks second.
    expect(chances.get(1)).toBe(1);
    expect(chances.get(2)).toBeCloseTo(0.5, 1);
    expect(chances.get(3)).toBeCloseTo(0.5, 1);
  });
});

describe('the result of an experiment', () => {
  it('has the sign test of the tables', () => {
    expect(signTest(8, 10)).toBeCloseTo(0.109375, 6);
    expect(signTest(1, 10)).toBeCloseTo(0.021484, 6);
    expect(signTest(5, 10)).toBe(1);
    expect(signTest(0, 0)).toBe(1);
    expect(signTest(560, 1000)).toBeCloseTo(0.00017, 4);
  });

  it('needs more people for smaller differences', () => {
    // ((1.96 / 2 + 0.8416 √0.24) / 0.1)² = 193.9
    expect(decidedNeeded(0.6)).toBe(194);
    expect(decidedNeeded(0.4)).toBe(194);
    expect(decidedNeeded(0.55)).toBe(783);
    expect(decidedNeeded(0.5)).toBe(Infinity);
  });

  it('counts people, not clicks', () => {
    const credits = [{ a: 100, b: 0 }, { a: 0, b: 1 }, { a: 1, b: 2 }, { a: 3, b: 3 }]; // prettier-ignore
    const result = interleaveResult(credits, { seed: 1 });
    expect(result.people).toEqual({ a: 1, b: 2, tied: 1 });
    // (2 + 1 / 2) / 4 − 0.5
    expect(result.preference.value).toBeCloseTo(0.125, 9);
    expect(result.pValue).toBe(1);
    expect(result.winner).toBeNull();
  });

  it('names a winner when people agree, and how many it would have taken', () => {
    const credits = Array.from({ length: 40 }, (_, at) => (at % 4 === 0 ? { a: 1, b: 0 } : { a: 0, b: 1 }));
    const result = interleaveResult(credits, { seed: 1 });
    expect(result.winner).toBe('b');
    expect(result.preference.low).toBeGreaterThan(0);
    expect(result.peopleNeeded).toBe(decidedNeeded(0.75));
    const other = interleaveResult(
      credits.map(({ a, b }) => ({ a: b, b: a })),
      { seed: 1 },
    );
    expect(other.winner).toBe('a');
  });

  it('says nothing about nobody', () => {
    expect(interleaveResult([], { seed: 1 })).toMatchObject({ pValue: 1, peopleNeeded: null, winner: null });
  });
});

describe('the replay of logged lists', () => {
  it('weighs a choice by the chance of its film', () => {
    // Film 1 is shown always; 2 and 3 in half of the lists each.
    const list = { a: [1, 2], b: [1, 3], shown: [1, 2], chosen: new Set([1, 2]) };
    expect(replay([{ ...list, wanted: [1, 9] }], { seed: 1 })).toMatchObject({
      value: 1,
      lists: 1,
      support: 0.5,
    });
    expect(replay([{ ...list, wanted: [2] }], { seed: 1 }).value).toBeCloseTo(2, 0);
    expect(replay([{ ...list, wanted: [3] }], { seed: 1 })).toMatchObject({ value: 0, support: 1 });
  });

  it('finds what a ranking would have reached, though half of it was never seen', () => {
    // People choose film 3 whenever they see it, which A never shows and B does in second place.
    const random = seededRandom(5);
    const lists = Array.from({ length: 2000 }, () => {
      const [a, b] = [[1, 2], [1, 3]]; // prettier-ignore
      const shown = teamDraft(a!, b!, { limit: 2, random }).map(({ movieId }) => movieId);
      return { a: a!, b: b!, shown, chosen: new Set(shown.filter((id) => id === 3)) };
    });
    const withB = replay(
      lists.map((list) => ({ ...list, wanted: [3, 1] })),
      { seed: 1 },
    );
    const withA = replay(
      lists.map((list) => ({ ...list, wanted: [1, 2] })),
      { seed: 1 },
    );
    expect(withB.value).toBeCloseTo(1, 1);
    expect(withB.low).toBeGreaterThan(withA.high);
    expect(withA.value).toBe(0);
  });
});
