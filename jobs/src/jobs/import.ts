import { join } from 'node:path';
import type { JobPayload } from '@marquee/contract/jobs';
import { importDemo } from '@marquee/data/demo/import-demo';
import type { ImportOptions } from '@marquee/data/import/catalogue-import';
import type { ImportReport } from '@marquee/data/import/report';
import { importImdb } from '@marquee/data/import-imdb';
import type { JobContext } from '#job-context';
import { done, PermanentFailure } from '#outcome';
import type { JobResult, Outcome } from '#outcome';
import { importMovieLensSet } from '#sources/movielens';
import { importTmdb } from '#sources/tmdb';

/** Brings a source's movies and ratings into Postgres in place of what an import brought before; accounts stay. */
export async function importMovies(context: JobContext, payload: JobPayload<'import'>): Promise<Outcome> {
  const { environment, signal, progress } = context;
  const out = payload.out ?? join(environment.MARQUEE_DATA, 'import');
  const report = await importFrom(context, payload, { out, onProgress: progress, signal });
  return done(summary(report, out));
}

async function importFrom(
  context: JobContext,
  payload: JobPayload<'import'>,
  options: ImportOptions,
): Promise<ImportReport> {
  switch (payload.source) {
    case 'demo':
      return await importDemo(context.database, options);
    case 'movielens':
      return await importMovieLensSet(context, payload, options);
    case 'imdb': {
      const { path, minVotes, ratings } = payload;
      if (path === undefined) throw new PermanentFailure(WHERE_IMDB);
      return await importImdb(context.database, { ...options, path, minVotes, ratings });
    }
    case 'tmdb':
      return await importTmdb(context, payload, options);
  }
}

const WHERE_IMDB =
  'Say with --path which folder holds title.basics.tsv, and beside it title.ratings.tsv, title.principals.tsv and name.basics.tsv (each also as .gz); they are at https://developer.imdb.com/non-commercial-datasets/.';

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
