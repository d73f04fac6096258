import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Environment } from '@marquee/contract/environment';
import type { PosterSize } from '@marquee/contract/images';
import { ProblemError } from '@marquee/contract/problem';
import type { Database } from '@marquee/data/database';
import { limitedBody } from '#http/limited-body';
import { tagged } from '#http/tagged';
import type { Tagged } from '#http/tagged';
import { ImageCache } from '#images/image-cache';
import { posterName } from '#images/poster-path';
import { DATABASE, ENVIRONMENT } from '#infrastructure/tokens';

const MOST_IMAGE_BYTES = 4_000_000;
const TIMEOUT_MS = 8_000;
const FRESH_MS = 30 * 86_400_000;
/** What TMDB does not have is not asked for again before so long. */
const ABSENT_MS = 3_600_000;
const MOST_ABSENT = 10_000;

/** Posters from TMDB's image server, and from nowhere else; each is fetched once and kept on disk. */
@Injectable()
export class ImagesService {
  private readonly cache: ImageCache;
  private readonly underWay = new Map<string, Promise<Buffer>>();
  private readonly absent = new Map<string, number>();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {
    this.cache = new ImageCache({
      folder: join(environment.MARQUEE_DATA, 'images'),
      mostBytes: environment.IMAGE_CACHE_MB * 1e6,
      freshMs: FRESH_MS,
    });
  }

  /** @throws ProblemError `movie-not-found`, `not-found` for a film without a poster, `image-unavailable` */
  async poster(movieId: number, size: PosterSize): Promise<Tagged> {
    const stored = await this.database.movies.posterPath(movieId);
    if (stored === undefined) throw new ProblemError('movie-not-found');
    const name = posterName(stored);
    if (name === null) throw new ProblemError('not-found', 'The film has no poster; draw one.');
    const bytes = await this.bytesOf(name, size);
    return tagged(bytes, typeOf(bytes) ?? 'application/octet-stream');
  }

  private async bytesOf(name: string, size: PosterSize): Promise<Buffer> {
    const key = `${size}-${name}`;
    const kept = await this.cache.get(key);
    if (kept !== undefined && !kept.stale) return kept.bytes;
    let fetching = this.underWay.get(key);
    if (fetching === undefined) {
      fetching = this.fetched(key, name, size).finally(() => this.underWay.delete(key));
      this.underWay.set(key, fetching);
    }
    try {
      return await fetching;
    } catch (error) {
      // An old poster is better than none.
      if (kept !== undefined) return kept.bytes;
      throw error;
    }
  }

  private async fetched(key: string, name: string, size: PosterSize): Promise<Buffer> {
    if ((this.absent.get(key) ?? 0) > Date.now()) throw new ProblemError('not-found');
    const url = new URL(`/t/p/${size}/${name}`, this.environment.TMDB_IMAGE_URL);
    let response: Response;
    try {
      response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (response.ok) {
        const bytes = await limitedBody(response, MOST_IMAGE_BYTES);
        if (typeOf(bytes) === undefined) throw new Error('What came is no image');
        await this.cache.put(key, bytes).catch(() => undefined);
        return bytes;
      }
      await response.body?.cancel();
    } catch (cause) {
      throw new ProblemError('image-unavailable', undefined, { cause, retryAfterSeconds: 60 });
    }
    if (response.status !== 404 && response.status !== 403)
      throw new ProblemError('image-unavailable', undefined, { retryAfterSeconds: 60 });
    if (this.absent.size >= MOST_ABSENT) this.absent.clear();
    this.absent.set(key, Date.now() + ABSENT_MS);
    throw new ProblemError('not-found');
  }
}

/** By the first bytes: what a server says of its files is not taken on trust. */
function typeOf(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  if (bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return 'image/png';
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return isWebp ? 'image/webp' : undefined;
}
