import { number } from '#parts/names.ts';
import type { Translator } from '#strings/use-strings.ts';
import type { JobRun } from './admin-types.ts';

export interface KindFigures {
  readonly name: JobRun['name'];
  readonly runs: number;
  readonly failed: number;
  /** Median and longest of the completed runs, in seconds; null when there are none. */
  readonly usual: number | null;
  readonly longest: number | null;
  /** Median of the time before the first attempt, in seconds. */
  readonly wait: number | null;
}

export const secondsBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / 1000;

/** How long runs of each kind took, the slowest kind first. */
export function kindFigures(runs: readonly JobRun[]): readonly KindFigures[] {
  const names = [...new Set(runs.map(({ name }) => name))];
  return names
    .map((name) => {
      const own = runs.filter((run) => run.name === name);
      const times = own.flatMap(({ state, startedAt, endedAt }) =>
        state === 'completed' && startedAt && endedAt ? [secondsBetween(startedAt, endedAt)] : [],
      );
      // A later attempt's start says nothing about the queue.
      const waits = own.flatMap(({ startedAt, queuedAt, attempts }) =>
        startedAt && attempts <= 1 ? [Math.max(0, secondsBetween(queuedAt, startedAt))] : [],
      );
      const failed = own.filter(({ state }) => state === 'failed').length;
      const longest = times.length === 0 ? null : Math.max(...times);
      return { name, runs: own.length, failed, usual: median(times), longest, wait: median(waits) };
    })
    .sort((a, b) => (b.usual ?? -1) - (a.usual ?? -1));
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Seconds until a run's end, if it goes on as runs of its kind do; null when nobody can tell. */
export function secondsLeft({ state, progress }: JobRun, usual: number | null): number | null {
  return state === 'active' && usual !== null ? usual * (1 - progress) : null;
}

/** 0.4 → "0.4 s", 75 → "1 min 15 s", 5400 → "1 h 30 min". */
export function durationText(t: Translator, seconds: number): string {
  if (seconds < 60)
    return t('time.seconds', { n: number(t, seconds, seconds >= 0.05 && seconds < 10 ? 1 : 0) });
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0
    ? t('time.hours', { hours, minutes })
    : t('time.minutes', { minutes, seconds: whole % 60 });
}
