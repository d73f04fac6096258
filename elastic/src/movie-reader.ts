import type { estypes } from '@elastic/elasticsearch';
import type { Filters } from '@marquee/contract/filters';
import type { MovieSummary } from '@marquee/contract/movie';
import type { BrowseQuery, Facets } from '@marquee/contract/search';
import { asking, WHOLE, isMissing } from '#elastic';
import type { Elastic } from '#elastic';
import type { MovieDocument } from '#movie-document';
import { browseBody } from '#queries/browse';
import { facetsOf } from '#queries/facets';
import type { Exclusions } from '#queries/filters';
import { moreLikeThisBody, nearestBody } from '#queries/similar';

export interface FoundMovie {
  readonly movie: MovieSummary;
  readonly score: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly after: estypes.SortResults | null;
  readonly facets?: Facets;
}

interface NeighboursRequest {
  readonly filters: Filters;
  readonly limit: number;
  readonly exclusions?: Exclusions;
}

/** Reads films out of the live index: by id, by filters, by likeness. */
export class MovieReader {
  private readonly elastic: Elastic;
  private readonly alias: string;

  constructor(elastic: Elastic) {
    this.elastic = elastic;
    this.alias = `${elastic.prefix}-movies`;
  }

  /** The whole document without its vector, or null. */
  async byId(movieId: number): Promise<MovieDocument | null> {
    try {
      const found = await asking(() =>
        this.elastic.client.get<MovieDocument>({
          index: this.alias,
          id: String(movieId),
          _source_excludes: ['vector'],
        }),
      );
      return found._source ?? null;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async browse(
    request: Parameters<typeof browseBody>[0] & { readonly sort: BrowseQuery['sort'] },
  ): Promise<Page<MovieSummary>> {
    const answer = await this.search<MovieSummary>(browseBody(request));
    const { hits, total } = answer.hits;
    const last = hits.at(-1);
    return {
      items: hits.flatMap((hit) => hit._source ?? []),
      total: typeof total === 'number' ? total : (total?.value ?? 0),
      after: hits.length === request.limit ? (last?.sort ?? null) : null,
      ...(request.facets === true ? { facets: facetsOf(answer.aggregations) } : {}),
    };
  }

  /** `tfidf` neighbours of a film. */
  async moreLikeThis(movieId: number, request: NeighboursRequest): Promise<FoundMovie[]> {
    return found(await this.search<MovieSummary>(moreLikeThisBody(this.alias, movieId, request)));
  }

  /** `bert` neighbours of a vector of 384 numbers. */
  async nearest(vector: readonly number[], request: NeighboursRequest): Promise<FoundMovie[]> {
    return found(await this.search<MovieSummary>(nearestBody(vector, request)));
  }

  /** The stored embedding of a film, or null when it has none. */
  async vectorOf(movieId: number): Promise<number[] | null> {
    const answer = await this.search<MovieDocument>({
      size: 1,
      query: { term: { id: movieId } },
      _source: { includes: ['vector'], exclude_vectors: false },
    });
    return [...(answer.hits.hits[0]?._source?.vector ?? [])].length > 0
      ? [...(answer.hits.hits[0]?._source?.vector ?? [])]
      : null;
  }

  private async search<T>(body: estypes.SearchRequest): Promise<estypes.SearchResponse<T>> {
    return await asking(() => this.elastic.client.search<T>({ index: this.alias, ...WHOLE, ...body }));
  }
}

function found(answer: estypes.SearchResponse<MovieSummary>): FoundMovie[] {
  return answer.hits.hits.flatMap((hit) =>
    hit._source === undefined ? [] : [{ movie: hit._source, score: hit._score ?? 0 }],
  );
}
