import { seconds } from '../progress.ts';

/** Counts checks and tests; each says in a line how it went. */
export type Tally = {
  readonly add: (counts: { readonly passed: number; readonly failed: number }) => void;
  /** Runs a check, which counts as one: passed, or failed with the text of the error. */
  readonly check: (name: string, work: () => Promise<unknown>) => Promise<boolean>;
  readonly result: () => { readonly passed: number; readonly failed: number };
};

export function newTally(write = console.log): Tally {
  let passed = 0;
  let failed = 0;
  return {
    add: (counts) => {
      passed += counts.passed;
      failed += counts.failed;
    },
    check: async (name, work) => {
      const since = Date.now();
      const took = (): string => `(${seconds(Date.now() - since)} s)`;
      try {
        await work();
        passed += 1;
        write(`  ok      ${name} ${took()}`);
        return true;
      } catch (error) {
        failed += 1;
        const text = error instanceof Error ? error.message : String(error);
        write(`  FAILED  ${name} ${took()}\n${text.replaceAll(/^/gm, '          ')}`);
        return false;
      }
    },
    result: () => ({ passed, failed }),
  };
}
