import { runInProcess } from '#job-process';

/** For tests: a process that does nothing but run one job after another in processes of their own. */
const watch = {
  requestedBy: null,
  progress: () => undefined,
  log: () => undefined,
  signal: new AbortController().signal,
};
for (;;) await runInProcess({ name: 'purge', payload: {} }, watch);
