import { describe, expect, it } from 'vitest';
import { judge } from '#gate';
import type { Judgement } from '#gate';

/** A hundred judges around a level, spread so that the interval is not a point. */
function aJudgement({ level = 0.3, cold = 0.2, coverage = 0.4, people = 100 } = {}): Judgement {
  const around = (value: number) =>
    new Map(
      Array.from(
        { length: people },
        (_, person) => [person, value + 0.1 * Math.sin(person * 12.9898)] as const,
      ),
    );
  return { ndcg: around(level), coldStart: around(cold), coverage };
}
const options = { seed: 1 };

describe('the quality gate', () => {
  it('lets an equal and a better candidate pass', () => {
    expect(judge(aJudgement(), aJudgement(), options).passed).toBe(true);
    expect(judge(aJudgement({ level: 0.35, cold: 0.25, coverage: 0.5 }), aJudgement(), options).passed).toBe(
      true,
    );
  });

  it('refuses a candidate that is worse beyond its interval, and says so with figures', () => {
    const verdict = judge(aJudgement({ level: 0.2 }), aJudgement(), options);
    expect(verdict.passed).toBe(false);
    expect(verdict.reasons[0]).toMatch(
      /^NDCG@10 is worse beyond doubt: 0\.\d{4} against 0\.\d{4} .* over 100 people$/,
    );
    expect(verdict.reasons[1]).toMatch(/holds/);
  });

  it('refuses a candidate that fails people with few ratings only', () => {
    const verdict = judge(aJudgement({ level: 0.35, cold: 0.1 }), aJudgement(), options);
    expect(verdict.passed).toBe(false);
    expect(verdict.reasons[1]).toMatch(/few ratings is worse beyond doubt/);
  });

  it('refuses a candidate that shows everybody the same few films', () => {
    const verdict = judge(aJudgement({ level: 0.31, coverage: 0.05 }), aJudgement(), options);
    expect(verdict.passed).toBe(false);
    expect(verdict.reasons[2]).toBe(
      'Coverage fell by more than 25.0 %: 5.0 % of the catalogue against 40.0 % of the live model',
    );
  });

  it('takes a loss within the noise for none', () => {
    const live = aJudgement();
    const shaken = new Map(
      [...live.ndcg].map(([person, value]) => [person, value + 0.2 * Math.sin(person * 78.233) - 0.005]),
    );
    expect(judge({ ...live, ndcg: shaken }, live, options).passed).toBe(true);
  });

  it('judges a handful of people by their mean, and nobody not at all', () => {
    expect(judge(aJudgement({ people: 5, level: 0.1 }), aJudgement({ people: 5 }), options).passed).toBe(
      false,
    );
    expect(judge(aJudgement({ people: 0 }), aJudgement({ people: 0 }), options).passed).toBe(true);
  });
});
