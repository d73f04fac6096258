import { endRecorded } from './processes.ts';

/**
 * Outlives a launcher that was killed, and ends what it had started. The launcher holds the other end of standard
 * input, which the kernel closes however the launcher ends.
 *
 * Arguments: the folder of run records, the launcher's pid and its start mark.
 */
const [directory, pid, started] = process.argv.slice(2);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

process.stdin.resume();
process.stdin.on('end', () => {
  void endRecorded(
    directory!,
    (record) => record.launcher.pid === Number(pid) && record.launcher.started === started,
  ).then(() => process.exit(0));
});
