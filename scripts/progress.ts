/** Tells a person what happens: one line a step, with the seconds since the start and those the step took. */
export type Progress = {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly note: (line: string) => void;
  /** Runs a step; when it is done, prints what `describe` says of its result. */
  readonly step: <Result>(
    work: () => Promise<Result>,
    describe: (result: Result) => string,
  ) => Promise<Result>;
};

/** @param startedAt milliseconds since the epoch from which the clock of the lines runs. */
export function consoleProgress(startedAt = Date.now(), write = console.log): Progress {
  const clock = (): string => `${seconds(Date.now() - startedAt).padStart(7)} s`;
  const note = (line: string): void => write(`${clock()}  ${line}`);
  return {
    startedAt,
    note,
    step: async (work, describe) => {
      const since = Date.now();
      const result = await work();
      note(`${describe(result)} (${seconds(Date.now() - since)} s)`);
      return result;
    },
  };
}

export const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);
