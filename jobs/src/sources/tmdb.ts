import { join } from 'node:path';
import type { JobPayload } from '@marquee/contract/jobs';
import { foreignGenres } from '@marquee/data/genres';
import { importCatalogue } from '@marquee/data/import/catalogue-import';
import type { ImportOptions } from '@marquee/data/import/catalogue-import';
import { Tally } from '@marquee/data/import/report';
import type { ImportReport } from '@marquee/data/import/report';
import type { NewMovie } from '@marquee/data/movie-row';
import { joinedRatings } from '@marquee/data/readers/joined-ratings';
import type { JobContext } from '#job-context';
import { PermanentFailure } from '#outcome';
import { readTmdbIds } from '#sources/tmdb-ids';
import { AnswerCache } from '#tmdb/answer-cache';
import { enrichment } from '#tmdb/enrichment';
import { sideBySide } from '#tmdb/side-by-side';
import { MOST_PAGES, TmdbClient, UnreadableAnswer } from '#tmdb/tmdb-client';
import { tmdbMovieSchema } from '#tmdb/tmdb-movie';
import type { TmdbMovie } from '#tmdb/tmdb-movie';

const FILMS = 1000;
const PAGE = 20;
const LANES = 6;
const KEPT_DAYS = 30;
/** Share of the whole run that asking TMDB takes. */
const ASKING = 0.9;

/**
 * Imports films from TMDB with the user's key: those of a daily id export or a list of ids (`--path`), else those
 * with the most votes. Every answer is kept on disk, so that a run that was cut goes on where it stopped.
 */
export async function importTmdb(
  context: JobContext,
  payload: JobPayload<'import'>,
  options: ImportOptions,
): Promise<ImportReport> {
  const { environment, signal, progress, log } = context;
  const tmdb = new TmdbClient(environment, signal);
  const limit = payload.limit ?? FILMS;
  const tally = new Tally();
  const ids =
    payload.path === undefined
      ? await mostVoted(context, tmdb, limit)
      : await readTmdbIds(payload.path, { limit, tally, signal });
  if (ids.length === 0) throw new PermanentFailure('There is no film to ask TMDB about.');
  log(`${ids.length} films to ask TMDB about`);
  const cache = new AnswerCache(join(environment.MARQUEE_DATA, 'tmdb'), { keptDays: KEPT_DAYS });
  let count = 0;
  const found = await sideBySide(ids, LANES, async (id) => {
    const movie = await filmOf(id, { tmdb, cache, tally });
    count += 1;
    progress(0.1 + (ASKING - 0.1) * (count / ids.length), `${count} of ${ids.length} films from TMDB`);
    return movie;
  });
  const movies = found.filter((movie) => movie !== undefined).sort((a, b) => a.id - b.id);
  const { ratings } = payload;
  return await importCatalogue(
    context.database,
    {
      source: 'tmdb',
      kind: 'imported',
      personName: 'MovieLens',
      movies,
      moviesRead: ids.length,
      tally,
      ratings:
        ratings === undefined
          ? async () => 0
          : (add, told) => joinedRatings(ratings, { movies, tally, add, progress: told, signal }),
    },
    { ...options, onProgress: (share, step) => progress(ASKING + share * (1 - ASKING), step) },
  );
}

async function mostVoted({ progress }: JobContext, tmdb: TmdbClient, limit: number): Promise<number[]> {
  const ids = new Set<number>();
  for (let page = 1; page <= MOST_PAGES && ids.size < limit; page++) {
    const found = await tmdb.mostVoted(page);
    for (const id of found.ids) ids.add(id);
    progress(0.1 * Math.min(1, (page * PAGE) / limit), `${ids.size} films found`);
    if (found.isLast) break;
  }
  return [...ids].slice(0, limit);
}

interface Asking {
  readonly tmdb: TmdbClient;
  readonly cache: AnswerCache;
  readonly tally: Tally;
}

async function filmOf(id: number, asking: Asking): Promise<NewMovie | undefined> {
  const { tally } = asking;
  try {
    const found = await answerFor(id, asking);
    if (found === undefined) return void tally.add('unknown-tmdb-id', () => String(id));
    if (found.adult) return void tally.add('adult', () => `${id} ${found.title ?? ''}`);
    return newMovie(found, tally);
  } catch (error) {
    if (!(error instanceof UnreadableAnswer)) throw error;
    tally.add('unreadable-answer', () => error.message);
  }
}

async function answerFor(id: number, { tmdb, cache }: Asking): Promise<TmdbMovie | undefined> {
  const kept = tmdbMovieSchema.safeParse(await cache.get(id));
  if (kept.success) return kept.data;
  const found = await tmdb.movie(id);
  if (found !== undefined) await cache.put(id, found);
  return found;
}

function newMovie(found: TmdbMovie, tally: Tally): NewMovie | undefined {
  const title = found.title?.trim() || found.original_title?.trim();
  if (!title) return void tally.add('missing-value', () => `${found.id}: no title`);
  const year = Number(/^(\d{4})-/.exec(found.release_date ?? '')?.[1] ?? Number.NaN);
  const { genres, others } = foreignGenres(found.genres.map(({ name }) => name));
  const facts = enrichment({ keywords: [], overview: null, tagline: null }, found);
  const example = () => `${found.id} ${title}`;
  if (Number.isNaN(year)) tally.add('no-year', example);
  if (genres.length === 0) tally.add('no-genres', example);
  if (facts.overview === undefined) tally.add('no-description', example);
  return {
    id: found.id,
    source: 'tmdb',
    title,
    originalTitle: facts.originalTitle === title ? null : (facts.originalTitle ?? null),
    aliases: [],
    year: Number.isNaN(year) ? null : year,
    runtime: facts.runtime ?? null,
    genres,
    languages: facts.languages ?? [],
    countries: facts.countries ?? [],
    directors: facts.directors ?? [],
    actors: facts.actors ?? [],
    keywords: [...new Set([...others, ...(facts.keywords ?? [])])],
    moods: [],
    overview: facts.overview ?? null,
    tagline: facts.tagline ?? null,
    imdbId: facts.imdbId ?? null,
    tmdbId: found.id,
    posterPath: facts.posterPath ?? null,
    voteCount: found.vote_count ?? 0,
    // TMDB's ten points; a film nobody voted for has 0, which is no mean.
    voteMean: found.vote_count ? Math.max(0.5, (found.vote_average ?? 0) / 2) : null,
  };
}
