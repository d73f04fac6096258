import { createWriteStream } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { pipeline } from 'node:stream/promises';

/** Attempts in a row that bring nothing; an attempt that brings bytes starts the count again. */
const FRUITLESS_ATTEMPTS = 4;
const PAUSE_MS = 250;
/** A connection that is silent for so long is given up and taken up again. */
const SILENCE_MS = 30_000;

export type DownloadProblem = 'missing' | 'refused' | 'unreachable';

/** A file that could not be had; the message names the address and what was wrong. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  readonly problem: DownloadProblem;

  constructor(problem: DownloadProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

export interface DownloadOptions {
  readonly url: string;
  /** Where the whole file goes; what is there of it lies beside it with `.part` at the end. */
  readonly file: string;
  readonly signal?: AbortSignal | undefined;
  /** Bytes that are there, and how many there will be where the server says so. */
  readonly onProgress?: ((bytes: number, total: number | undefined) => void) | undefined;
  readonly pauseMs?: number;
}

/** Which version of the file a part belongs to, as HTTP names it: a strong ETag, else Last-Modified. */
interface Part {
  readonly url: string;
  readonly validator: string | undefined;
  readonly bytes: number;
}

/**
 * Fetches a file, and goes on where an earlier attempt or an earlier process stopped (RFC 9110, Range and If-Range):
 * a server that has another version by now sends all of it, and the part is begun again.
 * @throws DownloadError; the signal's reason.
 */
export async function download(options: DownloadOptions): Promise<void> {
  const { file, signal, pauseMs = PAUSE_MS } = options;
  for (let fruitless = 0; ;) {
    const before = await partOf(options);
    try {
      await fetchRest(options, before);
      break;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof DownloadError) throw error;
      const gained = (await sizeOf(`${file}.part`)) > before.bytes;
      fruitless = gained ? 0 : fruitless + 1;
      if (fruitless >= FRUITLESS_ATTEMPTS) throw unreachable(options.url, error);
    }
    await sleep(pauseMs * 2 ** fruitless, undefined, { signal });
  }
  await rename(`${file}.part`, file);
  await rm(`${file}.part.json`, { force: true });
}

/** One request for what is not there yet. @throws Error when the file is not whole after it. */
async function fetchRest({ url, file, signal, onProgress }: DownloadOptions, part: Part): Promise<void> {
  const silence = new AbortController();
  const heard = (): NodeJS.Timeout => setTimeout(() => silence.abort(new Error('silence')), SILENCE_MS);
  let timer = heard();
  const both = AbortSignal.any([silence.signal, ...(signal === undefined ? [] : [signal])]);
  try {
    const goesOn = part.bytes > 0 && part.validator !== undefined;
    const headers = goesOn ? { range: `bytes=${String(part.bytes)}-`, 'if-range': part.validator! } : {};
    const response = await fetch(url, {
      headers: { ...headers, 'accept-encoding': 'identity' },
      signal: both,
    });
    if (response.status === 416) {
      // The part is as long as the file or longer, and cannot be told apart from a damaged one.
      await rm(`${file}.part`, { force: true });
      throw new Error('HTTP 416');
    }
    if (!response.ok || response.body === null) throw refusal(url, response);
    const from = response.status === 206 ? rangeStart(response) : 0;
    if (from !== 0 && from !== part.bytes) throw new Error('the server sent another part than asked for');
    const length = response.headers.get('content-length');
    const total = length === null ? undefined : from + Number(length);
    await writeFile(`${file}.part.json`, JSON.stringify({ url, validator: validatorOf(response) }));
    let bytes = from;
    const told = async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        clearTimeout(timer);
        timer = heard();
        bytes += chunk.length;
        onProgress?.(bytes, total);
        yield chunk;
      }
    };
    await pipeline(response.body, told, createWriteStream(`${file}.part`, { flags: from === 0 ? 'w' : 'a' }));
    if (total !== undefined && bytes < total) throw new Error('the server sent less than it said');
  } finally {
    clearTimeout(timer);
  }
}

async function partOf({ url, file }: DownloadOptions): Promise<Part> {
  const nothing = { url, validator: undefined, bytes: 0 };
  try {
    const known = JSON.parse(await readFile(`${file}.part.json`, 'utf8')) as Omit<Part, 'bytes'>;
    return known.url === url ? { ...known, bytes: await sizeOf(`${file}.part`) } : nothing;
  } catch {
    return nothing;
  }
}

const sizeOf = async (file: string): Promise<number> => (await stat(file).catch(() => ({ size: 0 }))).size;

const rangeStart = ({ headers }: Response): number =>
  Number(/^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1] ?? Number.NaN);

/** A weak ETag may stand for different bytes, and may not be used for ranges. */
function validatorOf({ headers }: Response): string | undefined {
  const etag = headers.get('etag');
  return etag !== null && !etag.startsWith('W/') ? etag : (headers.get('last-modified') ?? undefined);
}

function refusal(url: string, { status }: Response): Error {
  if (status === 404 || status === 410)
    return new DownloadError('missing', `${url} is not there (${String(status)}).`);
  if (status === 429 || status >= 500) return new Error(`HTTP ${String(status)}`);
  return new DownloadError('refused', `${url} was refused (${String(status)}).`);
}

function unreachable(url: string, error: unknown): DownloadError {
  const { message, cause } = error as Error;
  const why = cause instanceof Error && cause.message !== '' ? cause.message : message;
  return new DownloadError('unreachable', `${url} could not be fetched (${why}).`, { cause: error });
}
