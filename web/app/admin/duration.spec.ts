import { describe, expect, it } from 'vitest';
import { en } from '#strings/en.ts';
import { registerStrings, translator } from '#strings/use-strings.ts';
import type { JobRun } from './admin-types.ts';
import { durationText, kindFigures, secondsLeft } from './duration.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const aRun = (changes: Partial<JobRun>): JobRun => ({
  id: 'r',
  name: 'train',
  state: 'completed',
  progress: 1,
  step: '',
  queuedAt: at(0),
  startedAt: at(2),
  endedAt: at(12),
  requestedBy: null,
  payload: {},
  result: null,
  error: null,
  attempts: 1,
  ...changes,
});

describe('the durations of jobs', () => {
  it('are the median and the longest of completed runs, with the failed ones counted', () => {
    const runs = [
      aRun({}),
      aRun({ endedAt: at(42) }),
      aRun({ endedAt: at(22) }),
      aRun({ state: 'failed', endedAt: at(50), attempts: 5, startedAt: at(49) }),
      aRun({ name: 'purge', endedAt: at(3), startedAt: at(1) }),
      aRun({ name: 'embed', state: 'waiting', startedAt: null, endedAt: null }),
    ];
    expect(kindFigures(runs)).toEqual([
      { name: 'train', runs: 4, failed: 1, usual: 20, longest: 40, wait: 2 },
      { name: 'purge', runs: 1, failed: 0, usual: 2, longest: 2, wait: 1 },
      { name: 'embed', runs: 1, failed: 0, usual: null, longest: null, wait: null },
    ]);
  });

  it('tell what is left of a run that is going', () => {
    expect(secondsLeft(aRun({ state: 'active', progress: 0.75 }), 40)).toBe(10);
    expect(secondsLeft(aRun({ state: 'active' }), null)).toBeNull();
    expect(secondsLeft(aRun({}), 40)).toBeNull();
  });

  it.each([
    [0.42, '0.4\u00a0s'],
    [59.4, '59\u00a0s'],
    [75, '1\u00a0min 15\u00a0s'],
    [5400, '1\u00a0h 30\u00a0min'],
  ])('%d s read %s', (seconds, text) => {
    registerStrings('en', en);
    expect(durationText(translator('en'), seconds)).toBe(text);
  });
});
