import { MOVIE_ANALYSIS } from '#analysis';
import { asking } from '#elastic';
import type { Elastic } from '#elastic';
import { IndexFamily } from '#index-family';
import { COPIED_PROPERTIES, MOVIE_PROPERTIES } from '#movie-document';
import type { MovieDocument } from '#movie-document';

/** The movie index: text for BM25, sentence embeddings for kNN, fields for filters and facets. */
export function movieIndex(elastic: Elastic): IndexFamily<MovieDocument> {
  return new IndexFamily(elastic, {
    name: 'movies',
    settings: { analysis: MOVIE_ANALYSIS },
    mappings: { dynamic: 'strict', properties: { ...MOVIE_PROPERTIES, ...COPIED_PROPERTIES } },
    idOf: (document) => String(document.id),
  });
}

/** Checks that a fresh movie index answers a title search with a film of that title. @returns what is wrong, or null. */
export async function probeMovies(elastic: Elastic, index: string): Promise<string | null> {
  const sample = await asking(() =>
    elastic.client.search<MovieDocument>({
      index,
      size: 1,
      sort: [{ popularity: 'desc' }],
      _source: ['title'],
    }),
  );
  const title = sample.hits.hits[0]?._source?.title;
  if (title === undefined) return 'it is empty';
  const answer = await asking(() =>
    elastic.client.search<MovieDocument>({
      index,
      size: 10,
      query: { match: { titles: title } },
      _source: ['title'],
    }),
  );
  return answer.hits.hits.some((hit) => hit._source?.title === title)
    ? null
    : `a search for "${title}" does not find it`;
}
