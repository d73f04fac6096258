import type { JobPayload } from '@marquee/contract/jobs';
import type { JobContext } from '#job-context';
import { done } from '#outcome';
import type { Outcome } from '#outcome';

const KEPT_MODELS = 5;
const KEPT_RUNS_DAYS = 90;
/** Lists of experiments that have ended; their results are settled long before. */
const KEPT_LISTS_DAYS = 180;
const DAY_MS = 86_400_000;

/** Removes what nobody needs any more: model files beyond the last five, expired sessions, old job records and lists. */
export async function purge(context: JobContext, _payload: JobPayload<'purge'>): Promise<Outcome> {
  const { database, progress } = context;
  progress(0.1, 'model files');
  const models = await purgeModelFiles(context);
  progress(0.5, 'sessions');
  const sessions = await database.sessions.purge();
  progress(0.75, 'job records');
  const jobRuns = await database.jobRuns.purge(new Date(Date.now() - KEPT_RUNS_DAYS * DAY_MS));
  progress(0.9, 'lists of experiments');
  const lists = await database.interleavings.purge(new Date(Date.now() - KEPT_LISTS_DAYS * DAY_MS));
  return done({ modelFiles: models, sessions, jobRuns, lists });
}

/** The rows of old runs stay for the charts; only their files go. @returns the versions whose files went. */
export async function purgeModelFiles({
  database,
}: Pick<JobContext, 'database'>): Promise<readonly string[]> {
  const beyond = new Set(await database.modelRuns.beyondLast(KEPT_MODELS));
  const runs = new Set((await database.modelRuns.list(1000)).map(({ version }) => version));
  // A file without a row is what a training that was cut left behind; one from this moment may get its row yet.
  const files = await database.modelFiles.list();
  const old = files.filter(
    (version) => beyond.has(version) || (!runs.has(version) && version !== files.at(-1)),
  );
  for (const version of old) await database.modelFiles.remove(version);
  return old;
}
