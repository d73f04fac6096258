import { join } from 'node:path';
import type { JobPayload } from '@marquee/contract/jobs';
import { importDemo } from '@marquee/data/demo/import-demo';
import { importMovieLens } from '@marquee/data/import-movielens';
import type { JobContext } from '#job-context';
import { done, PermanentFailure } from '#outcome';
import type { Outcome } from '#outcome';

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
      return done({ ...(await importDemo(database, options)) });
    case 'movielens': {
      const path = pathOf(payload);
      return done({ ...(await importMovieLens(database, { ...options, path, metadata: payload.metadata })) });
    }
    default:
      throw new PermanentFailure(
        `Importing from ${payload.source} is not available yet; the sources are demo and movielens.`,
      );
  }
}

function pathOf({ path, dataset }: JobPayload<'import'>): string {
  if (path !== undefined) return path;
  throw new PermanentFailure(
    `Say with --path which folder holds ${dataset ?? 'the MovieLens files'}; the sets are at https://grouplens.org/datasets/movielens/.`,
  );
}
