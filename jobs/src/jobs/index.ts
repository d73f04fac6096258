import type { JobPayload } from '@marquee/contract/jobs';
import { versionAt } from '@marquee/elastic/index-family';
import { movieDocument } from '@marquee/elastic/movie-document';
import type { MovieDocument } from '@marquee/elastic/movie-document';
import { movieIndex, probeMovies } from '@marquee/elastic/movie-index';
import { partOf } from '#job-context';
import type { JobContext } from '#job-context';
import { renewMap } from '#jobs/map';
import { done, nothingToDo } from '#outcome';
import type { Outcome } from '#outcome';

/** Streams movies and vectors from Postgres into a fresh index, verifies it and makes it live in one step. */
export async function index(context: JobContext, _payload: JobPayload<'index'>): Promise<Outcome> {
  const { database, elastic, signal } = context;
  const total = await database.movies.count();
  if (total === 0) return nothingToDo('There are no movies; import some first.');
  const version = versionAt(new Date());
  const counts = { vectors: 0 };
  const documents = await movieIndex(elastic).rebuild({
    version,
    total,
    documents: streamDocuments(context, counts),
    probe: (name) => probeMovies(elastic, name),
    onProgress: partOf(context, 0, 0.98).progress,
    signal,
  });
  await context.announce({ kind: 'index', version });
  const without = documents - counts.vectors;
  if (without > 0) context.log(`${without} movies have no vector; the job embed makes them`);
  await renewMap(partOf(context, 0.98, 1));
  return done({ version, documents, vectors: counts.vectors });
}

async function* streamDocuments(
  { database, embedder }: JobContext,
  counts: { vectors: number },
): AsyncGenerator<MovieDocument> {
  for await (const movies of database.movies.all()) {
    const vectors = await database.vectors.of(
      embedder.model,
      movies.map(({ id }) => id),
    );
    counts.vectors += vectors.size;
    for (const movie of movies) yield movieDocument(movie, movie.aliases, vectors.get(movie.id));
  }
}
