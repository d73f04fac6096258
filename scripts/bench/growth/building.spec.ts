import { expect, it } from 'vitest';
import { paceOf } from './building.ts';

it('tells how far a build is, how fast, and for how long yet', () => {
  expect(paceOf({ documents: 1_000_000, share: 0.25, seconds: 500 })).toBe(
    '25 %, 500 a second, 25 minutes left',
  );
  expect(paceOf({ documents: 10_000, share: 0.5, seconds: 20 })).toBe('50 %, 250 a second, 20 seconds left');
});
