import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { JobPayload } from '@marquee/contract/jobs';
import { LEAST_MAPPED, tasteMap } from '@marquee/recommender/map/taste-map';
import type { MappedFilm } from '@marquee/recommender/map/taste-map';
import { exclusively } from '#exclusive';
import type { JobContext } from '#job-context';
import { Busy, done, messageOf, nothingToDo } from '#outcome';
import type { Outcome } from '#outcome';

const SEED = 1;
/** Part of a map's version; another way to lay films out is another version. */
const METHOD = 'umap-3';
/** Each film is compared with each: twice as many take four times as long, and more could not be told apart by eye. */
const MOST_MAPPED = 20_000;

/** Lays the films that have a vector out on a plane, and keeps the map; the same films give the same map. */
export async function map(context: JobContext, { force }: JobPayload<'map'>): Promise<Outcome> {
  const { database, embedder, signal, progress } = context;
  progress(0, 'looking for changes');
  const version = versionOf(await database.vectors.textHashes(embedder.model));
  if (!force && (await database.tasteMap.version()) === version)
    return nothingToDo('The map shows these films already.');
  const films = mostPopular(await mappedFilms(context), MOST_MAPPED);
  if (films.length < LEAST_MAPPED)
    return nothingToDo(`A map needs ${LEAST_MAPPED} films with a vector; the job embed makes vectors.`);
  const startedAt = process.cpuUsage();
  const found = await tasteMap(films, {
    seed: SEED,
    breathe: async (share) => {
      progress(0.05 + 0.9 * share, `laying out ${films.length} films`);
      await setImmediate();
      signal.throwIfAborted();
    },
  });
  const { user, system } = process.cpuUsage(startedAt);
  await database.tasteMap.put({
    version,
    movies: films.map(({ id }) => id),
    xs: [...found.xs],
    ys: [...found.ys],
    areas: [...found.areas],
    labels: found.labels,
  });
  return done({
    version,
    films: films.length,
    areas: found.labels.length,
    cpuSeconds: Number(((user + system) / 1e6).toFixed(1)),
  });
}

/**
 * Renews the map after films have been indexed or a model trained. The index is live without it, so that a failure
 * is only told.
 */
export async function renewMap(context: JobContext): Promise<void> {
  try {
    const outcome = await exclusively(context.database, 'map', () => map(context, { force: false }));
    if (outcome.kind === 'done') context.log(`The map was renewed: ${String(outcome.result.films)} films`);
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof Busy)) context.log(`The map was not renewed: ${messageOf(error)}`, 'warn');
  }
}

function versionOf(textHashes: ReadonlyMap<number, string>): string {
  const hash = createHash('sha256').update(METHOD);
  for (const [id, text] of [...textHashes].sort(([a], [b]) => a - b)) hash.update(`\n${id} ${text}`);
  return hash.digest('hex').slice(0, 16);
}

interface Film extends MappedFilm {
  readonly id: number;
  readonly popularity: number;
}

/** As many films as fit on a map, in the order of their ids. */
export function mostPopular<Some extends Pick<Film, 'id' | 'popularity'>>(
  films: readonly Some[],
  most: number,
): readonly Some[] {
  if (films.length <= most) return films;
  return films
    .toSorted((a, b) => b.popularity - a.popularity || a.id - b.id)
    .slice(0, most)
    .sort((a, b) => a.id - b.id);
}

async function mappedFilms({ database, embedder, signal }: JobContext): Promise<Film[]> {
  const films: Film[] = [];
  for await (const movies of database.movies.all()) {
    signal.throwIfAborted();
    const vectors = await database.vectors.of(
      embedder.model,
      movies.map(({ id }) => id),
    );
    for (const { id, genres, keywords, year, popularity } of movies) {
      const vector = vectors.get(id);
      if (vector !== undefined) films.push({ id, vector, genres, keywords, year, popularity });
    }
  }
  return films;
}
