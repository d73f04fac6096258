import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { throttled } from '#throttled';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('what is throttled', () => {
  it('comes at once, then no more often than allowed, and the last value always', () => {
    const seen: number[] = [];
    const { call } = throttled<number>((value) => seen.push(value), 100);
    for (const value of [1, 2, 3]) call(value);
    expect(seen).toEqual([1]);
    vi.advanceTimersByTime(100);
    expect(seen).toEqual([1, 3]);
    vi.advanceTimersByTime(100);
    call(4);
    expect(seen).toEqual([1, 3, 4]);
  });

  it('does not come after it was stopped', () => {
    const seen: number[] = [];
    const { call, stop } = throttled<number>((value) => seen.push(value), 100);
    for (const value of [1, 2]) call(value);
    stop();
    vi.advanceTimersByTime(1000);
    expect(seen).toEqual([1]);
  });
});
