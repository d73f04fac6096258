import { createHash } from 'node:crypto';
import type { JobPayload } from '@marquee/contract/jobs';
import { EmbedderUnavailable } from '@marquee/recommender/embedder';
import { embeddingTexts, joinEmbeddings } from '@marquee/recommender/movie-text';
import type { JobContext } from '#job-context';
import { done, nothingToDo, PermanentFailure } from '#outcome';
import type { Outcome } from '#outcome';

/** Vectors that are written together; a run that is killed loses no more. */
const CHUNK = 100;

interface Stale {
  readonly movieId: number;
  readonly texts: readonly string[];
  readonly textHash: string;
}

/** Makes vectors of the movies whose text has changed, or of all; a run that was cut goes on where it stopped. */
export async function embed(context: JobContext, { all }: JobPayload<'embed'>): Promise<Outcome> {
  const { database, embedder, signal } = context;
  context.progress(0, 'looking for new texts');
  const stale = await staleTexts(context, all);
  const removed = await database.vectors.removeOthers(embedder.model);
  if (stale.length === 0) return nothingToDo('Every movie’s text has its vector already.');
  context.log(`texts of ${stale.length} movies to embed with ${embedder.model}`);
  const startedAt = Date.now();
  for (let start = 0; start < stale.length; start += CHUNK) {
    signal.throwIfAborted();
    const chunk = stale.slice(start, start + CHUNK);
    const vectors = await vectorsOf(context, chunk);
    await database.vectors.put(
      embedder.model,
      chunk.map(({ movieId, textHash }, at) => ({ movieId, textHash, vector: vectors[at]! })),
    );
    const count = start + chunk.length;
    context.progress(count / stale.length, `${count} of ${stale.length} movies`);
  }
  const seconds = (Date.now() - startedAt) / 1000;
  return done({
    embedded: stale.length,
    removed,
    model: embedder.model,
    moviesPerSecond: Math.round(stale.length / seconds),
  });
}

async function staleTexts({ database, embedder, signal }: JobContext, all: boolean): Promise<Stale[]> {
  const known = all ? new Map<number, string>() : await database.vectors.textHashes(embedder.model);
  const stale: Stale[] = [];
  for await (const movies of database.movies.all()) {
    signal.throwIfAborted();
    for (const movie of movies) {
      const texts = embeddingTexts(movie);
      const textHash = hashOf(texts.join('\n'));
      if (known.get(movie.id) !== textHash) stale.push({ movieId: movie.id, texts, textHash });
    }
  }
  return stale;
}

async function vectorsOf({ embedder, signal }: JobContext, chunk: readonly Stale[]): Promise<Float32Array[]> {
  try {
    const vectors = await embedder.embed(
      chunk.flatMap(({ texts }) => texts),
      { signal },
    );
    let next = 0;
    return chunk.map(({ texts }) => joinEmbeddings(vectors.slice(next, (next += texts.length))));
  } catch (error) {
    if (error instanceof EmbedderUnavailable) throw new PermanentFailure(error.message, { cause: error });
    throw error;
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
