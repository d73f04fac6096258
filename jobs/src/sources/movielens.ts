import { join } from 'node:path';
import type { JobPayload } from '@marquee/contract/jobs';
import { DownloadError } from '@marquee/data/download/download';
import { fetchMovieLens, MOVIELENS_LICENCE } from '@marquee/data/download/grouplens';
import { importMovieLens } from '@marquee/data/import-movielens';
import type { ImportOptions } from '@marquee/data/import/catalogue-import';
import type { ImportReport } from '@marquee/data/import/report';
import type { JobContext } from '#job-context';
import { PermanentFailure, TransientFailure } from '#outcome';

/** Share of the whole run that a download takes. */
const DOWNLOAD = 0.5;

/** Imports a MovieLens set from a folder, or by its name from GroupLens once its licence is accepted. */
export async function importMovieLensSet(
  context: JobContext,
  payload: JobPayload<'import'>,
  options: ImportOptions,
): Promise<ImportReport> {
  const { metadata } = payload;
  if (payload.path !== undefined)
    return await importMovieLens(context.database, { ...options, path: payload.path, metadata });
  const path = await fetchSet(context, payload);
  const onProgress = (share: number, step: string): void =>
    context.progress(DOWNLOAD + share * (1 - DOWNLOAD), step);
  return await importMovieLens(context.database, { ...options, onProgress, path, metadata });
}

async function fetchSet(
  { environment, progress, log, signal }: JobContext,
  { dataset, acceptLicence }: JobPayload<'import'>,
): Promise<string> {
  if (dataset === undefined) {
    throw new PermanentFailure(
      'Say with --dataset which MovieLens set to fetch (such as ml-latest-small), or with --path which folder holds one; the sets are at https://grouplens.org/datasets/movielens/.',
    );
  }
  if (!acceptLicence)
    throw new PermanentFailure(
      `${MOVIELENS_LICENCE}\nNothing was fetched. Say --accept-licence to accept these terms.`,
    );
  log(MOVIELENS_LICENCE);
  try {
    const { path, checked } = await fetchMovieLens({
      base: environment.GROUPLENS_URL,
      dataset,
      folder: join(environment.MARQUEE_DATA, 'datasets'),
      signal,
      onProgress: (share, step) => progress(share * DOWNLOAD, step),
    });
    log(`${dataset} lies in ${path} (${CHECKED[checked]})`);
    return path;
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    const message = `${error.message} Fetch ${dataset}.zip from https://grouplens.org/datasets/movielens/ in another way, unpack it and name its folder with --path, or set GROUPLENS_URL to a mirror.`;
    throw new (error.problem === 'unreachable' ? TransientFailure : PermanentFailure)(message, {
      cause: error,
    });
  }
}

const CHECKED = {
  md5: 'its MD5 sum is the published one',
  crc32: 'no MD5 sum is published; the sums of its files are right',
  kept: 'from an earlier run',
} as const;
