import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { download, DownloadError } from '#download/download';
import { unzip } from '#download/zip';
import { BrokenFileError } from '#readers/broken-file';

/** Of an archive only these are unpacked: the genome of ml-25m alone is larger than all else. */
const WANTED =
  /^(?:movies|ratings|links|tags)\.csv$|^(?:movies|ratings|tags)\.dat$|^u\.(?:item|data)$|^README/i;

/** What GroupLens asks of whoever uses a MovieLens set; the README in the archive is what binds. */
export const MOVIELENS_LICENCE = `The MovieLens sets belong to GroupLens Research, University of Minnesota. In short:
  - Do not state or imply that GroupLens or the university endorses you.
  - Name the source in publications: F. M. Harper and J. A. Konstan, The MovieLens Datasets: History and Context,
    ACM Transactions on Interactive Intelligent Systems 5(4), 2015, https://doi.org/10.1145/2827872.
  - Do not pass the data on without permission; the small sets may be passed on under the same terms.
  - No commercial use without permission of a member of GroupLens.
  - The data come as they are, without any warranty.
The full terms are in the README of the archive and at https://grouplens.org/datasets/movielens/.`;

export interface FetchedSet {
  /** Folder with the files. */
  readonly path: string;
  /** How the archive was checked; `kept`: it lay here from an earlier run. */
  readonly checked: 'md5' | 'crc32' | 'kept';
}

export interface SetOptions {
  /** Such as https://files.grouplens.org/datasets/movielens. */
  readonly base: string;
  /** Such as ml-latest-small. */
  readonly dataset: string;
  /** Where sets are kept. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  /** Share done, 0 to 1, and what is being done. */
  readonly onProgress?: ((share: number, step: string) => void) | undefined;
  readonly pauseMs?: number;
}

/**
 * Fetches a MovieLens set by name, checks it against the published MD5 sum and unpacks it. What was fetched and
 * unpacked before is used again; delete the folder to have it anew.
 * @throws DownloadError, BrokenFileError (a wrong sum or a damaged archive, which is removed); the signal's reason.
 */
export async function fetchMovieLens(options: SetOptions): Promise<FetchedSet> {
  const { dataset, folder, signal } = options;
  const path = join(folder, dataset);
  if (await exists(path)) return { path, checked: 'kept' };
  await mkdir(folder, { recursive: true });
  const archive = join(folder, `${dataset}.zip`);
  const url = `${options.base.replace(/\/+$/, '')}/${dataset}.zip`;
  if (!(await exists(archive))) await fetchArchive(options, url, archive);
  try {
    options.onProgress?.(0.85, 'Checking the archive');
    const checked = await check(archive, `${url}.md5`, signal);
    options.onProgress?.(0.9, 'Unpacking the archive');
    await rm(`${path}.part`, { recursive: true, force: true });
    await unzip(archive, { folder: `${path}.part`, wanted: (name) => WANTED.test(name), signal });
    await rename(`${path}.part`, path);
    await rm(archive);
    return { path, checked };
  } catch (error) {
    // A damaged archive would fail in the same way for ever.
    if (error instanceof BrokenFileError) await rm(archive, { force: true });
    throw error;
  }
}

async function fetchArchive(
  { signal, onProgress, dataset, pauseMs }: SetOptions,
  url: string,
  file: string,
): Promise<void> {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
  await download({
    url,
    file,
    signal,
    ...(pauseMs === undefined ? {} : { pauseMs }),
    onProgress: (bytes, total) =>
      onProgress?.(
        total === undefined ? 0 : (0.85 * bytes) / total,
        `Fetching ${dataset}: ${megabytes(bytes)}${total === undefined ? '' : ` of ${megabytes(total)}`} MB`,
      ),
  });
}

/** GroupLens publishes no sum for some sets; the CRC-32 of every file is then all there is. */
async function check(
  archive: string,
  url: string,
  signal: AbortSignal | undefined,
): Promise<'md5' | 'crc32'> {
  const response = await fetch(url, signal === undefined ? {} : { signal }).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new DownloadError('unreachable', `${url} could not be fetched.`, { cause });
  });
  if (response.status === 404) return 'crc32';
  if (!response.ok) throw new DownloadError('unreachable', `${url} answered ${String(response.status)}.`);
  const expected = /\b[0-9a-f]{32}\b/i.exec(await response.text())?.[0].toLowerCase();
  if (expected === undefined) throw new DownloadError('refused', `${url} holds no MD5 sum.`);
  const hash = createHash('md5');
  for await (const chunk of createReadStream(archive)) hash.update(chunk as Buffer);
  const found = hash.digest('hex');
  if (found === expected) return 'md5';
  throw new BrokenFileError({
    file: archive,
    reason: `has the MD5 sum ${found} where ${expected} was published; it was removed, fetch it again`,
  });
}

const exists = async (path: string): Promise<boolean> =>
  await access(path).then(
    () => true,
    () => false,
  );
