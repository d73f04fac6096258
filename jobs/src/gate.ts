import { bootstrapMean } from '@marquee/recommender/metrics/bootstrap';

/** What one model reaches for the judges: people whose ratings no model is trained on. */
export interface Judgement {
  /** Judge → NDCG@10 on their later ratings, given the earlier ones. */
  readonly ndcg: ReadonlyMap<number, number>;
  /** Judge → NDCG@10 given only their first few ratings. */
  readonly coldStart: ReadonlyMap<number, number>;
  /** Share of the catalogue that appears in some judge's first ten. */
  readonly coverage: number;
}

export interface Verdict {
  readonly passed: boolean;
  /** In words, for people; empty only when there was nothing to compare with. */
  readonly reasons: readonly string[];
}

export interface GateOptions {
  readonly seed: number;
  /** Loss of mean NDCG@10 that is taken for noise, as a share of the live model's. */
  readonly tolerance?: number;
  /** Share of its coverage that a candidate may lose. */
  readonly coverageTolerance?: number;
}

/** With fewer judges the intervals say nothing, and a difference of means decides alone. */
const ENOUGH_JUDGES = 20;

/**
 * Compares a candidate with the live model on the same judges. It is refused when the 95 % bootstrap interval of its
 * paired differences lies wholly below the tolerated loss (that is: when it is surely worse), for all judges or for
 * people with few ratings, or when its recommendations reach clearly fewer films.
 */
export function judge(candidate: Judgement, live: Judgement, options: GateOptions): Verdict {
  const checks = [
    compare('NDCG@10', candidate.ndcg, live.ndcg, options),
    compare('NDCG@10 of people with few ratings', candidate.coldStart, live.coldStart, options),
    compareCoverage(candidate.coverage, live.coverage, options.coverageTolerance ?? 0.25),
  ];
  return { passed: checks.every(({ passed }) => passed), reasons: checks.map(({ reason }) => reason) };
}

interface Check {
  readonly passed: boolean;
  readonly reason: string;
}

function compare(
  name: string,
  candidate: ReadonlyMap<number, number>,
  live: ReadonlyMap<number, number>,
  { seed, tolerance = 0.01 }: GateOptions,
): Check {
  const judges = [...candidate.keys()].filter((person) => live.has(person));
  if (judges.length === 0)
    return { passed: true, reason: `${name}: no judge has enough ratings to compare by` };
  const before = mean(judges.map((person) => live.get(person)!));
  const after = mean(judges.map((person) => candidate.get(person)!));
  const differences = judges.map((person) => candidate.get(person)! - live.get(person)!);
  const { low, high } = bootstrapMean(differences, { seed });
  const allowed = -tolerance * before;
  const passed = judges.length < ENOUGH_JUDGES ? after - before >= 5 * allowed : high >= allowed;
  const figures = `${fixed(after)} against ${fixed(before)} of the live model, difference ${signed(after - before)} [${signed(low)}, ${signed(high)}] over ${judges.length} people`;
  return {
    passed,
    reason: passed ? `${name} holds: ${figures}` : `${name} is worse beyond doubt: ${figures}`,
  };
}

function compareCoverage(candidate: number, live: number, tolerance: number): Check {
  const passed = candidate >= live * (1 - tolerance);
  const figures = `${percent(candidate)} of the catalogue against ${percent(live)} of the live model`;
  return {
    passed,
    reason: passed
      ? `Coverage holds: ${figures}`
      : `Coverage fell by more than ${percent(tolerance)}: ${figures}`,
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const fixed = (value: number): string => value.toFixed(4);
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
