export interface Throttled<Value> {
  readonly call: (value: Value) => void;
  /** Forgets what waits. */
  readonly stop: () => void;
}

/** Calls `fn` at most once in so many milliseconds; the latest value is never lost, but comes late. */
export function throttled<Value>(fn: (value: Value) => void, everyMs: number): Throttled<Value> {
  let timer: NodeJS.Timeout | undefined;
  let calledAt = -Infinity;
  let latest: Value;
  const fire = (): void => {
    timer = undefined;
    calledAt = performance.now();
    fn(latest);
  };
  return {
    call: (value) => {
      latest = value;
      const pause = calledAt + everyMs - performance.now();
      if (pause <= 0 && timer === undefined) fire();
      else timer ??= setTimeout(fire, Math.max(0, pause)).unref();
    },
    stop: () => clearTimeout(timer),
  };
}
