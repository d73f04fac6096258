import { setTimeout as wait } from 'node:timers/promises';
import type { Environment } from '@marquee/contract/environment';
import { z } from 'zod';
import { PermanentFailure, TransientFailure } from '#outcome';

/** TMDB allows about 40 requests a second; half of it leaves room for others behind the same address. */
const SPACING_MS = 50;
const ATTEMPTS = 4;
const TIMEOUT_MS = 10_000;

const named = z.object({ name: z.string() });
const detailsSchema = z.object({
  id: z.int(),
  imdb_id: z.string().nullish(),
  original_title: z.string().nullish(),
  original_language: z.string().nullish(),
  overview: z.string().nullish(),
  tagline: z.string().nullish(),
  runtime: z.int().nullish(),
  poster_path: z.string().nullish(),
  production_countries: z.array(z.object({ iso_3166_1: z.string() })).default([]),
  spoken_languages: z.array(z.object({ iso_639_1: z.string() })).default([]),
  credits: z.object({ cast: z.array(named), crew: z.array(named.extend({ job: z.string() })) }).optional(),
  keywords: z.object({ keywords: z.array(named) }).optional(),
});
export type TmdbMovie = z.infer<typeof detailsSchema>;

/** Asks the TMDB API (version 3) about films: spaced out, patient with 429, and clear about what will not pass. */
export class TmdbClient {
  private readonly base: string;
  private readonly key: string;
  private readonly signal: AbortSignal;
  private nextAt = 0;

  /** @throws PermanentFailure without a key. */
  constructor({ TMDB_URL, TMDB_API_KEY }: Environment, signal: AbortSignal) {
    if (TMDB_API_KEY === undefined) {
      throw new PermanentFailure(
        'Set TMDB_API_KEY to a key of your own (free at https://www.themoviedb.org/settings/api); nothing was asked.',
      );
    }
    this.base = TMDB_URL;
    this.key = TMDB_API_KEY;
    this.signal = signal;
  }

  /** Whether TMDB knows the id. */
  async exists(tmdbId: number): Promise<boolean> {
    return (await this.get(`/3/movie/${tmdbId}`, {})) !== undefined;
  }

  /** What TMDB knows of a film, its people and keywords included; undefined for an unknown id. */
  async movie(tmdbId: number): Promise<TmdbMovie | undefined> {
    const body = await this.get(`/3/movie/${tmdbId}`, { append_to_response: 'credits,keywords' });
    return body === undefined ? undefined : detailsSchema.parse(body);
  }

  private async get(path: string, query: Readonly<Record<string, string>>): Promise<unknown> {
    let problem = '';
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await this.myTurn();
      const response = await this.request(path, query);
      if (response instanceof Error) problem = response.message;
      else if (response.ok) return await response.json();
      else if (response.status === 404) return undefined;
      else if (response.status === 401 || response.status === 403)
        throw new PermanentFailure(`TMDB refuses the key (${response.status}); check TMDB_API_KEY.`);
      else if (response.status === 429 || response.status >= 500) problem = `HTTP ${response.status}`;
      else throw new PermanentFailure(`TMDB answered HTTP ${response.status} to ${path}.`);
      this.nextAt =
        Date.now() + pauseMs(response instanceof Error ? null : response.headers.get('retry-after'), attempt);
    }
    throw new TransientFailure(`TMDB did not answer ${path} after ${ATTEMPTS} attempts (${problem}).`);
  }

  private async request(path: string, query: Readonly<Record<string, string>>): Promise<Response | Error> {
    const url = new URL(path, this.base);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    // Keys of version 4 are JSON Web Tokens and go into the header, those of version 3 into the address.
    const isToken = this.key.startsWith('eyJ');
    if (!isToken) url.searchParams.set('api_key', this.key);
    try {
      return await fetch(url, {
        headers: { accept: 'application/json', ...(isToken ? { authorization: `Bearer ${this.key}` } : {}) },
        signal: AbortSignal.any([this.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
    } catch (error) {
      this.signal.throwIfAborted();
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  private async myTurn(): Promise<void> {
    const pause = this.nextAt - Date.now();
    if (pause > 0) await wait(pause, undefined, { signal: this.signal });
    this.nextAt = Date.now() + SPACING_MS;
  }
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
