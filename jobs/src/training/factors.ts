import { factorDocument, factorIndex } from '@marquee/elastic/factor-index';
import type { FactorDocument } from '@marquee/elastic/factor-index';
import type { IndexFamily } from '@marquee/elastic/index-family';
import type { Recommender } from '@marquee/recommender/recommender';
import type { JobContext } from '#job-context';

type Factors = Recommender['itemFactors'];

/**
 * Builds the index of a model's item factors under the model's version, without making it live.
 * @returns its family, to promote it by.
 */
export async function buildFactorIndex(
  context: JobContext,
  version: string,
  factors: Factors,
): Promise<IndexFamily<FactorDocument>> {
  const family = factorIndex(context.elastic, factors.width);
  await family.build({
    version,
    documents: documents(context, factors),
    total: 0,
    onProgress: (share) => context.progress(share, 'indexing item factors'),
    signal: context.signal,
  });
  return family;
}

/** Movies that are not in the catalogue any more are left out, though the model knows them. */
async function* documents(
  { database }: JobContext,
  { movieIds, factors, width }: Factors,
): AsyncGenerator<FactorDocument> {
  const rows = new Map(Array.from(movieIds, (id, row) => [id, row]));
  for await (const movies of database.movies.all()) {
    for (const movie of movies) {
      const row = rows.get(movie.id);
      if (row === undefined) continue;
      yield factorDocument(movie, Array.from(factors.subarray(row * width, (row + 1) * width)));
    }
  }
}
