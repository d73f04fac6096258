import { expect, it } from 'vitest';
import { Tallies } from '#http/tallies';

const ALLOWANCE = 100;
const ADA = 'requests 10.0.0.1';

/** One process' tallies: `asks` says whether somebody may go ahead, `hears` what all processes have counted. */
function aProcess() {
  const tallies = new Tallies();
  return {
    asks: (now: number, points = 1, key = ADA) => tallies.begin(key, { points, allowance: ALLOWANCE, now }),
    hears: (now: number, used: number | null, points = 1) => tallies.end(ADA, { points, used, now }),
  };
}

it('lets nobody go ahead of whom nothing was heard', () => {
  const { asks, hears } = aProcess();
  expect(asks(0)).toBe(false);
  expect(asks(1)).toBe(false);
  hears(2, 1);
  expect(asks(3)).toBe(true);
  expect(asks(3, 1, 'requests 10.0.0.2')).toBe(false);
});

it('lets a quarter of the allowance go ahead, with what is still being counted, and no more', () => {
  const { asks, hears } = aProcess();
  asks(0);
  hears(1, 1);
  const ahead = Array.from({ length: ALLOWANCE }, () => asks(2)).filter(Boolean);
  expect(ahead).toHaveLength(24);
});

it('counts what the other processes took', () => {
  const { asks, hears } = aProcess();
  asks(0);
  hears(1, 20);
  expect(asks(2, 5)).toBe(true);
  hears(3, 26, 5);
  expect(asks(4)).toBe(false);
});

it('believes what was heard for a second, and nothing when the count failed', () => {
  const { asks, hears } = aProcess();
  asks(0);
  hears(10, 1);
  expect(asks(1010)).toBe(true);
  hears(1011, 2);
  expect(asks(2012)).toBe(false);
  hears(2013, null);
  expect(asks(2014)).toBe(false);
});
