import { expect, it } from 'vitest';
import { soon } from '#recommend/person-cache';

it('keeps an answer that is worse than usual for half a minute, or for less where it is wrong before that', () => {
  const now = Date.now();
  const [alone, later] = [null, new Date(now + 3_600_000)].map((until) => soon(until).getTime() - now);
  expect(alone).toBeGreaterThan(29_000);
  expect(alone).toBeLessThan(31_000);
  expect(Math.abs(later! - alone!)).toBeLessThan(1000);
  const before = new Date(now + 5000);
  expect(soon(before)).toBe(before);
});
