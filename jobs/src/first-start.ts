import { randomUUID } from 'node:crypto';
import type { Environment } from '@marquee/contract/environment';
import type { JobName, JobPayload } from '@marquee/contract/jobs';
import { movieIndex } from '@marquee/elastic/movie-index';
import { ensureAdmin } from '#admin-account';
import type { NewAdmin } from '#admin-account';
import { openConnections } from '#connections';
import type { Connections } from '#connections';
import { failureText } from '#outcome';
import type { Outcome } from '#outcome';
import { runJob } from '#run-job';
import { RunRecorder } from '#run-recorder';
import { liveModel } from '#training/judges';

/** Tells a person what happens; what the launcher prints. */
export interface StartProgress {
  readonly note: (line: string) => void;
  readonly step: <Result>(
    work: () => Promise<Result>,
    describe: (result: Result) => string,
  ) => Promise<Result>;
}

export interface FirstStart {
  /** The account that was made because there was no admin; its password is shown this once. */
  readonly admin: NewAdmin | undefined;
}

const BY = 'first start';
/** Seconds for choosing hyper-parameters; the nightly training takes its time. */
const TRAIN_SECONDS = 10;
const NOTE_EVERY_MS = 5_000;

/**
 * What `npm start` does before it serves: migrates, makes the first admin, fills an empty installation with the demo
 * data, and rebuilds an index or a model that is missing. What only search or recommendations need may fail: the
 * product then starts without it, and the note says why.
 * @throws when Postgres cannot be used.
 */
export async function firstStart(environment: Environment, progress: StartProgress): Promise<FirstStart> {
  const connections = await openConnections(environment);
  try {
    const migrations = await connections.database.migrate();
    if (migrations.length > 0) progress.note(`Database is up to date (${migrations.length} migrations ran)`);
    const admin = await ensureAdmin(connections.database, environment);
    const work = { connections, progress };
    if ((await connections.database.movies.count()) === 0) await fillWithDemo(work);
    else await repair(work);
    return { admin };
  } finally {
    await connections.close();
  }
}

interface Work {
  readonly connections: Connections;
  readonly progress: StartProgress;
}

async function fillWithDemo(work: Work): Promise<void> {
  await run(work, 'import', { source: 'demo', acceptLicence: false }, 'Loaded the demo catalogue');
  await attempt(work, 'embed', { all: false }, 'Embedded the films');
  await attempt(work, 'index', {}, 'Indexed the films');
  await trainFirst(work, 'Trained the models');
}

/** Looks for what a lost Elasticsearch or an interrupted first start leaves undone. */
async function repair(work: Work): Promise<void> {
  const { database, elastic, embedder, environment } = work.connections;
  const canEmbed = environment.EMBEDDING_MODEL_DIR !== undefined || environment.EMBEDDING_DOWNLOAD;
  const lacksVectors = canEmbed && (await database.vectors.count(embedder.model)) === 0;
  const hasVectors = lacksVectors && (await attempt(work, 'embed', { all: false }, 'Embedded the films'));
  const version = await movieIndex(elastic)
    .liveVersion()
    .catch((error: unknown) => {
      work.progress.note(`Search is not ready: ${failureText(error)}`);
      return 'unknown';
    });
  if (version === null || hasVectors) await attempt(work, 'index', {}, 'Indexed the films');
  const live = await liveModel({ database });
  if (live?.recommender === undefined) {
    if (live !== undefined) work.progress.note(live.problem);
    await trainFirst(work, 'Trained the models');
  }
  // Indexing and training draw the map; an installation from before there were maps has none yet.
  if ((await database.tasteMap.version()) === undefined && (await database.vectors.count(embedder.model)) > 0)
    await attempt(work, 'map', { force: false }, 'Drew the taste map');
}

const trainFirst = (work: Work, title: string): Promise<boolean> =>
  attempt(
    work,
    'train',
    { seed: 1, budgetSeconds: TRAIN_SECONDS, reason: BY, force: false, engine: 'local' },
    title,
  );

/** @returns whether it went well. */
async function attempt<Name extends JobName>(
  work: Work,
  name: Name,
  payload: JobPayload<Name>,
  title: string,
): Promise<boolean> {
  try {
    await run(work, name, payload, title);
    return true;
  } catch (error) {
    work.progress.note(`Going on without "${name}": ${failureText(error)}`);
    return false;
  }
}

async function run<Name extends JobName>(
  { connections, progress }: Work,
  name: Name,
  payload: JobPayload<Name>,
  title: string,
): Promise<void> {
  const record = { id: randomUUID(), name, payload, requestedBy: BY, queuedAt: new Date(), attempt: 1 };
  const recorder = new RunRecorder(connections.database, record, progress.note);
  let notedAt = Date.now();
  const tell = (share: number, step: string): void => {
    recorder.progress(share, step);
    if (Date.now() - notedAt < NOTE_EVERY_MS) return;
    notedAt = Date.now();
    progress.note(`  ${name}: ${Math.floor(share * 100)} %, ${step}`);
  };
  const watch = {
    requestedBy: BY,
    log: () => undefined,
    progress: tell,
    signal: new AbortController().signal,
  };
  try {
    await progress.step(
      async () => {
        await recorder.started();
        const outcome = await runJob(connections, { name, payload }, watch);
        await recorder.completed(outcome.kind === 'done' ? outcome.result : { nothingToDo: outcome.reason });
        return outcome;
      },
      (outcome) => `${title}${figures(outcome)}`,
    );
  } catch (error) {
    await recorder.ended('failed', failureText(error));
    throw error;
  }
}

/** `: movies 1,666, ratings 150,000` of a result's numbers. */
function figures(outcome: Outcome): string {
  if (outcome.kind === 'nothing-to-do') return ` (${outcome.reason})`;
  const numbers = Object.entries(outcome.result).filter(
    ([, value]) => typeof value === 'number' && value > 0,
  );
  return numbers.length === 0
    ? ''
    : `: ${numbers.map(([name, value]) => `${name} ${Number(value).toLocaleString('en')}`).join(', ')}`;
}
