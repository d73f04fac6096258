import { setTimeout as sleep } from 'node:timers/promises';
import { withConnection } from '#connection';
import type { OwnConnection } from '#connection';
import { RatingSink } from '#copy/copy-in';
import type { Database } from '#database';
import type { UserKind } from '#entities/user.entity';
import { writeCleanFiles } from '#cleaning/clean-files';
import { withImportLock } from '#import/import-lock';
import { People } from '#import/people';
import { describeRatings } from '#import/rating-distribution';
import type { ImportReport, Tally } from '#import/report';
import { createStaging, indexRatings, stageMovies, stagePeople } from '#import/staging';
import { swapIn } from '#import/swap';
import type { NewMovie } from '#movie-row';

export interface ImportOptions {
  /** Folder for the cleaned files and report.json; made when it is not there. */
  readonly out?: string | undefined;
  /** Called with the share done (0 to 1) and what is being done. */
  readonly onProgress?: ((share: number, step: string) => void) | undefined;
  /** Aborting ends the import within two seconds; the former data stay. */
  readonly signal?: AbortSignal | undefined;
}

/** Takes one rating: person of the source, movie, stars times two, seconds since 1970. A promise must be awaited. */
export type AddRating = (
  person: number,
  movieId: number,
  halfStars: number,
  seconds: number,
) => Promise<void> | undefined;

export interface CatalogueSource {
  /** Whose ids these are, such as `movielens`. */
  readonly source: string;
  readonly kind: Exclude<UserKind, 'account'>;
  /** `MovieLens` makes `MovieLens 414`. */
  readonly personName: string;
  readonly movies: readonly NewMovie[];
  readonly moviesRead: number;
  /** Calls `add` for every rating that may come in, and `progress` with the share of them done. @returns how many were read. */
  readonly ratings: (add: AddRating, progress: (share: number) => void) => Promise<number>;
  readonly tally: Tally;
}

/**
 * Puts a source's films, people and ratings in the place of the present catalogue: into tables beside the live ones
 * first, then in one transaction. Killed at any moment it leaves the former data or the new ones; run again it
 * finishes. People with accounts keep what they said (see carry-over.ts).
 * @throws ProblemError `conflict` when another import is running, `database-unavailable`.
 */
export async function importCatalogue(
  database: Database,
  given: CatalogueSource,
  options: ImportOptions = {},
): Promise<ImportReport> {
  return await withConnection(database.connection, async (own) => {
    return await withCancelling(database, own, options.signal, () =>
      withImportLock(own.store, () => run(database, own, given, options)),
    );
  });
}

async function run(
  database: Database,
  { client, store }: OwnConnection,
  given: CatalogueSource,
  { out, signal, onProgress }: ImportOptions,
): Promise<ImportReport> {
  const started = new Date();
  const step = (share: number, text: string): void => {
    signal?.throwIfAborted();
    onProgress?.(share, text);
  };
  step(0, 'Writing films');
  // Sorting millions of rows for an index in Postgres' usual 64 MB takes twice as long.
  await store.rows(`SET maintenance_work_mem = '256MB'`);
  await createStaging(store);
  await stageMovies(client, store, given.movies);
  step(0.05, 'Writing ratings');
  const people = await People.of(database.store, given.source);
  const ratingsRead = await stageRatings(client, people, given, {
    signal,
    progress: (share) => {
      step(0.05 + 0.55 * share, 'Writing ratings');
    },
  });
  await stagePeople(client, store, people.ids);
  step(0.6, 'Sorting ratings');
  await indexRatings(store, given.tally);
  const distribution = await describeRatings(store);
  step(0.75, 'Writing the cleaned files');
  const files = out === undefined ? undefined : await writeCleanFiles({ out, client, given, distribution });
  step(0.9, 'Putting the new catalogue in place');
  const accounts = await swapIn(store, given);
  const report: ImportReport = {
    source: given.source,
    startedAt: started.toISOString(),
    seconds: (Date.now() - started.getTime()) / 1000,
    movies: { read: given.moviesRead, kept: given.movies.length },
    ratings: { read: ratingsRead, ...distribution },
    people: people.ids.size,
    generated: given.kind === 'generated',
    reasons: given.tally.toJSON(),
    accounts,
  };
  await store.rows('RESET maintenance_work_mem');
  await files?.finish(report);
  await database.importReports.add(given.source, report);
  onProgress?.(1, 'Done');
  return report;
}

async function stageRatings(
  client: OwnConnection['client'],
  people: People,
  given: CatalogueSource,
  {
    signal,
    progress,
  }: { readonly signal: AbortSignal | undefined; readonly progress: (share: number) => void },
): Promise<number> {
  const sink = new RatingSink(client, 'staging.ratings');
  const add: AddRating = (person, movieId, halves, seconds) => {
    const id = people.idOf(person);
    if (id !== undefined) return sink.add(id, movieId, halves, seconds);
    return people.reserve().then(() => sink.add(people.idOf(person)!, movieId, halves, seconds));
  };
  try {
    const read = await given.ratings(add, (share) => {
      signal?.throwIfAborted();
      progress(share);
    });
    await sink.end();
    return read;
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

/** Ends what Postgres is doing for the import when the signal says so; a long statement would not notice by itself. */
async function withCancelling<Result>(
  database: Database,
  { store }: OwnConnection,
  signal: AbortSignal | undefined,
  fn: () => Promise<Result>,
): Promise<Result> {
  signal?.throwIfAborted();
  const backend = await store.row<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const cancel = (): void => {
    void (async () => {
      // Twice, because the first may fall between two statements.
      for (let k = 0; k < 2; k++) {
        await database.store.rows('SELECT pg_cancel_backend($1)', [backend?.pid]);
        await sleep(500);
      }
    })().catch(() => undefined);
  };
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await fn();
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw error;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
