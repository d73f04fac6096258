import { setTimeout as wait } from 'node:timers/promises';
import type { Environment } from '@marquee/contract/environment';
import type { z } from 'zod';
import { PermanentFailure, TransientFailure } from '#outcome';
import { discoverSchema, tmdbMovieSchema } from '#tmdb/tmdb-movie';
import type { TmdbMovie } from '#tmdb/tmdb-movie';

/** TMDB allows about 40 requests a second; half of it leaves room for others behind the same address. */
const SPACING_MS = 50;
const ATTEMPTS = 4;
const TIMEOUT_MS = 10_000;
/** TMDB answers no page beyond this one. */
export const MOST_PAGES = 500;

export interface TmdbPace {
  readonly spacingMs?: number;
  readonly timeoutMs?: number;
}

/** An answer that is not what the API promises; other films may still be readable. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
}

/** Asks the TMDB API (version 3) about films: spaced out, patient with 429, and clear about what will not pass. */
export class TmdbClient {
  private readonly base: string;
  private readonly key: string;
  private readonly signal: AbortSignal;
  private readonly pace: Required<TmdbPace>;
  private nextAt = 0;

  /** @throws PermanentFailure without a key. */
  constructor({ TMDB_URL, TMDB_API_KEY }: Environment, signal: AbortSignal, pace: TmdbPace = {}) {
    if (TMDB_API_KEY === undefined) {
      throw new PermanentFailure(
        'Set TMDB_API_KEY to a key of your own (free at https://www.themoviedb.org/settings/api); nothing was asked.',
      );
    }
    this.base = TMDB_URL;
    this.key = TMDB_API_KEY;
    this.signal = signal;
    this.pace = { spacingMs: SPACING_MS, timeoutMs: TIMEOUT_MS, ...pace };
  }

  /** Whether TMDB knows the id. */
  async exists(tmdbId: number): Promise<boolean> {
    return (await this.get(`/3/movie/${tmdbId}`, {})) !== undefined;
  }

  /** What TMDB knows of a film, its people and keywords included; undefined for an unknown id. @throws UnreadableAnswer */
  async movie(tmdbId: number): Promise<TmdbMovie | undefined> {
    const path = `/3/movie/${tmdbId}`;
    const body = await this.get(path, { append_to_response: 'credits,keywords' });
    if (body === undefined) return undefined;
    const movie = parsed(tmdbMovieSchema, body, path);
    if (movie.id !== tmdbId) throw new UnreadableAnswer(`TMDB's answer to ${path} is about ${movie.id}.`);
    return movie;
  }

  /** Ids on a page of the films with the most votes, 20 a page from 1 on; `isLast` when no page comes after it. */
  async mostVoted(page: number): Promise<{ readonly ids: readonly number[]; readonly isLast: boolean }> {
    const path = '/3/discover/movie';
    const query = { sort_by: 'vote_count.desc', include_adult: 'false', include_video: 'false', page: String(page) }; // prettier-ignore
    const found = parsed(discoverSchema, (await this.get(path, query)) ?? {}, path);
    return {
      ids: found.results.map(({ id }) => id),
      isLast: page >= Math.min(found.total_pages, MOST_PAGES),
    };
  }

  private async get(path: string, query: Readonly<Record<string, string>>): Promise<unknown> {
    let problem = '';
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await this.myTurn();
      const answer = await this.request(path, query);
      if (answer instanceof Error) problem = answer.message;
      else if (answer.status === 200) return answer.body;
      else if (answer.status === 404) return undefined;
      else if (answer.status === 401 || answer.status === 403)
        throw new PermanentFailure(`TMDB refuses the key (${answer.status}); check TMDB_API_KEY.`);
      else if (answer.status === 429 || answer.status >= 500) problem = `HTTP ${answer.status}`;
      else throw new PermanentFailure(`TMDB answered HTTP ${answer.status} to ${path}.`);
      const pause = pauseMs(answer instanceof Error ? null : answer.retryAfter, attempt);
      this.nextAt = Math.max(this.nextAt, Date.now() + pause);
    }
    throw new TransientFailure(`TMDB did not answer ${path} after ${ATTEMPTS} attempts (${problem}).`);
  }

  /** An answer that is cut or comes too slowly is an error like a connection that fails. */
  private async request(path: string, query: Readonly<Record<string, string>>) {
    const url = new URL(path, this.base);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    // Keys of version 4 are JSON Web Tokens and go into the header, those of version 3 into the address.
    const isToken = this.key.startsWith('eyJ');
    if (!isToken) url.searchParams.set('api_key', this.key);
    try {
      const response = await fetch(url, {
        headers: { accept: 'application/json', ...(isToken ? { authorization: `Bearer ${this.key}` } : {}) },
        signal: AbortSignal.any([this.signal, AbortSignal.timeout(this.pace.timeoutMs)]),
      });
      const body: unknown = response.ok ? await response.json() : undefined;
      if (!response.ok) await response.body?.cancel();
      return {
        status: response.ok ? 200 : response.status,
        retryAfter: response.headers.get('retry-after'),
        body,
      };
    } catch (error) {
      this.signal.throwIfAborted();
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  /** Requests that run side by side each take the next free moment. */
  private async myTurn(): Promise<void> {
    for (;;) {
      const now = Date.now();
      if (this.nextAt <= now) {
        this.nextAt = now + this.pace.spacingMs;
        return;
      }
      await wait(this.nextAt - now, undefined, { signal: this.signal });
    }
  }
}

function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown, path: string): z.infer<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const { path: field, message } = result.error.issues[0]!;
  throw new UnreadableAnswer(`TMDB's answer to ${path} cannot be read: ${field.join('.')}: ${message}`);
}

/** `Retry-After` in seconds or as a date, else 0.5, 1, 2 … seconds; a minute at most. */
export function pauseMs(retryAfter: string | null, attempt: number, now = Date.now()): number {
  const asked =
    retryAfter === null
      ? Number.NaN
      : /^\d+$/.test(retryAfter)
        ? Number(retryAfter) * 1000
        : Date.parse(retryAfter) - now;
  return Math.min(60_000, Math.max(0, Number.isNaN(asked) ? 500 * 2 ** attempt : asked));
}
