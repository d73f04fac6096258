/** When a cron pattern is due next after a moment (milliseconds); undefined when never again. */
export type NextTime = (
  after: number,
  when: { readonly pattern?: string; readonly tz?: string },
) => number | undefined;

/** By how much clocks are set back somewhere: an hour, on Lord Howe Island half of it. */
const SHIFTS_MS = [3_600_000, 1_800_000];

/**
 * A night in autumn has an hour twice. A schedule with an hour of its own ("30 2 * * *") is meant once a day, so its time
 * in the second pass is skipped, even when the first was missed and made up for in between; one for every hour runs in
 * both. (In spring a time that does not exist is due an hour later by the clock: the cron library sees to that.)
 */
export function onceInDoubledHour(next: NextTime): NextTime {
  return (after, when) => {
    const due = next(after, when);
    if (due === undefined || !hasOwnHour(when.pattern) || !isSecondPass(due, when.tz)) return due;
    return next(due, when);
  };
}

const hasOwnHour = (pattern = ''): boolean => /^\d[\d,-]*$/.test(pattern.trim().split(/\s+/)[1] ?? '');

/** Whether the clock of that place showed the same time on the same day already. */
function isSecondPass(moment: number, timeZone = 'UTC'): boolean {
  const clock = new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return SHIFTS_MS.some((shift) => clock.format(moment) === clock.format(moment - shift));
}
