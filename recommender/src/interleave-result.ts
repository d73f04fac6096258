import { bootstrapMean } from '#metrics/bootstrap';

/** What one person's choices gave each team, over all lists they saw. */
export interface PersonCredit {
  readonly a: number;
  readonly b: number;
}

export interface InterleaveResult {
  /** People who prefer one side, and those who do not. */
  readonly people: { readonly a: number; readonly b: number; readonly tied: number };
  /**
   * −0.5 (everybody prefers A) … 0 … +0.5 (everybody prefers B), with its 95 % interval:
   * Δ = (wins(B) + ties / 2) / people − 0.5 (Chapelle, Joachims, Radlinski and Yue 2012), bootstrapped over people.
   */
  readonly preference: { readonly value: number; readonly low: number; readonly high: number };
  /** Of the two-sided sign test on the people who prefer one side. */
  readonly pValue: number;
  /** People in all that a difference as large as the observed one needs; null while none is seen. */
  readonly peopleNeeded: number | null;
  /** Whom people prefer beyond chance: by the sign test at 5 % and the interval, both. */
  readonly winner: 'a' | 'b' | null;
}

const ALPHA = 0.05;
/** A difference smaller than this share of people is none worth waiting for. */
const LEAST_DIFFERENCE = 0.01;

/** Sums an experiment up. People decide, not clicks: one who clicks a hundred times has one vote. */
export function interleaveResult(
  credits: readonly PersonCredit[],
  { seed }: { readonly seed: number },
): InterleaveResult {
  const votes = credits.map(({ a, b }) => Math.sign(b - a) / 2);
  const wins = { a: votes.filter((vote) => vote < 0).length, b: votes.filter((vote) => vote > 0).length };
  const decided = wins.a + wins.b;
  const { mean, low, high } = bootstrapMean(votes, { seed, rounds: 2000 });
  const pValue = signTest(wins.b, decided);
  const sure = pValue < ALPHA && (low > 0 || high < 0);
  return {
    people: { ...wins, tied: votes.length - decided },
    preference: { value: mean, low, high },
    pValue,
    peopleNeeded: decided === 0 ? null : needed(wins.b / decided, decided / votes.length),
    winner: sure ? (mean > 0 ? 'b' : 'a') : null,
  };
}

/**
 * Two-sided exact sign test: P(at least as uneven | p = ½) = min(1, 2 Σ_{i ≤ min(k, n−k)} C(n, i) / 2ⁿ).
 * @param wins of one side, among `decided`
 */
export function signTest(wins: number, decided: number): number {
  const fewer = Math.min(wins, decided - wins);
  let tail = 0;
  let logChoose = 0;
  for (let i = 0; i <= fewer; i++) {
    if (i > 0) logChoose += Math.log(decided - i + 1) - Math.log(i);
    tail += Math.exp(logChoose - decided * Math.LN2);
  }
  return Math.min(1, 2 * tail);
}

/** Standard normal quantiles: two-sided 5 %, and a power of 80 %. */
const Z_ALPHA = 1.959964;
const Z_POWER = 0.841621;

/**
 * Decided people for a sign test at 5 % to find a true share `p` of wins with a probability of 80 %:
 * n = ((z₀.₉₇₅ / 2 + z₀.₈ √(p (1 − p))) / (p − ½))² (the usual normal approximation for one proportion).
 * @returns Infinity at p = ½.
 */
export function decidedNeeded(p: number): number {
  const root = (Z_ALPHA / 2 + Z_POWER * Math.sqrt(p * (1 - p))) / (p - 0.5);
  return Math.ceil(root ** 2);
}

function needed(p: number, decidedShare: number): number | null {
  if (Math.abs(p - 0.5) < LEAST_DIFFERENCE) return null;
  return Math.ceil(decidedNeeded(p) / decidedShare);
}
