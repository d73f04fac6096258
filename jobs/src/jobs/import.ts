import { join } from 'node:path';
import type { JobPayload } from '@marquee/contract/jobs';
import { importDemo } from '@marquee/data/demo/import-demo';
import type { ImportReport } from '@marquee/data/import/report';
import { importMovieLens } from '@marquee/data/import-movielens';
import type { JobContext } from '#job-context';
import { done, PermanentFailure } from '#outcome';
import type { JobResult, Outcome } from '#outcome';

/** Brings a source's movies and ratings into Postgres in place of what an import brought before; accounts stay. */
export async function importMovies(context: JobContext, payload: JobPayload<'import'>): Promise<Outcome> {
  const { database, environment, signal } = context;
  const options = {
    out: payload.out ?? join(environment.MARQUEE_DATA, 'import'),
    onProgress: context.progress,
    signal,
  };
  switch (payload.source) {
    case 'demo':
      return done(summary(await importDemo(database, options), options.out));
    case 'movielens': {
      const path = pathOf(payload);
      return done(
        summary(
          await importMovieLens(database, { ...options, path, metadata: payload.metadata }),
          options.out,
        ),
      );
    }
    default:
      throw new PermanentFailure(
        `Importing from ${payload.source} is not available yet; the sources are demo and movielens.`,
      );
  }
}

/** The numbers; the whole report lies in Postgres and in the folder. */
function summary(
  { source, movies, ratings, people, reasons, accounts }: ImportReport,
  out: string,
): JobResult {
  return {
    source,
    movies: movies.kept,
    ratings: ratings.kept,
    people,
    remarks: Object.fromEntries(
      Object.entries(reasons).map(([reason, entry]) => [reason, (entry as { count: number }).count]),
    ),
    accounts,
    report: join(out, 'report.json'),
  };
}

function pathOf({ path, dataset }: JobPayload<'import'>): string {
  if (path !== undefined) return path;
  throw new PermanentFailure(
    `Say with --path which folder holds ${dataset ?? 'the MovieLens files'}; the sets are at https://grouplens.org/datasets/movielens/.`,
  );
}
