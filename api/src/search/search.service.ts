import { Inject, Injectable } from '@nestjs/common';
import { pickFilters } from '@marquee/contract/filters';
import type {
  Facets,
  SearchHit,
  SearchQuery,
  SearchResult,
  SuggestQuery,
  SuggestResult,
} from '@marquee/contract/search';
import type { Candidate } from '@marquee/elastic/candidate';
import type { Elastic } from '@marquee/elastic/elastic';
import { countFacets } from '@marquee/elastic/facet-counts';
import { highlightsOf } from '@marquee/elastic/highlights';
import { MovieSearcher } from '@marquee/elastic/movie-searcher';
import { understand } from '@marquee/elastic/query-understanding';
import type { Understanding } from '@marquee/elastic/query-understanding';
import { joinSuggestions } from '@marquee/elastic/suggestions';
import { Metrics } from '#health/metrics';
import { Cursors } from '#http/cursors';
import type { Principal } from '#http/principal';
import { ELASTIC } from '#infrastructure/tokens';
import { freeze, reachable, thaw } from '#search/frozen-pool';
import type { FrozenPool } from '#search/frozen-pool';
import { SearchPeople } from '#search/search-person';
import type { SearchPerson } from '#search/search-person';
import { SearchRanker } from '#search/search-ranker';

@Injectable()
export class SearchService {
  private readonly searcher: MovieSearcher;

  constructor(
    @Inject(ELASTIC) elastic: Elastic,
    private readonly ranker: SearchRanker,
    private readonly cursors: Cursors,
    private readonly people: SearchPeople,
    private readonly metrics: Metrics,
  ) {
    this.searcher = new MovieSearcher(elastic);
  }

  async search(query: SearchQuery, principal: Principal | undefined): Promise<SearchResult> {
    const { cursor, facets: _facets, limit: _limit, ...question } = query;
    const asked = { ...question, userId: principal?.userId };
    const understanding = understand(query.q);
    const person = await this.people.of(principal);
    const { pool, facets, candidates } =
      cursor === undefined
        ? await this.freshPool(query, understanding, person, principal)
        : {
            pool: thaw(this.cursors.open('search', asked, cursor)),
            facets: undefined,
            candidates: undefined,
          };
    const result = await this.page(query, { pool, facets, candidates, understanding, person });
    const offset = pool.offset + query.limit;
    const more = offset < pool.movies.length;
    return {
      ...result,
      nextCursor: more
        ? this.cursors.seal('search', asked, freeze({ ...pool, offset }, query.explain))
        : null,
    };
  }

  async suggest({ q, limit }: SuggestQuery): Promise<SuggestResult> {
    return { items: joinSuggestions(q, { ...(await this.searcher.suggestions(q)), limit }) };
  }

  private async freshPool(
    query: SearchQuery,
    understanding: Understanding,
    person: SearchPerson,
    principal: Principal | undefined,
  ): Promise<Pick<Page, 'pool' | 'facets' | 'candidates'>> {
    const { movies, candidates, didYouMean, degraded } = await this.ranker.rank({
      query,
      understanding,
      filters: pickFilters(query),
      person,
      userId: principal?.userId,
    });
    if (degraded) this.metrics.degraded('embedder');
    const size = reachable(movies, query.explain);
    this.people.log(query.q, query.mode, size, principal);
    const pool = { offset: 0, movies: movies.slice(0, size), didYouMean, degraded };
    return { pool, candidates, facets: countFacets(pool.movies.map(({ id }) => candidates.get(id)!)) };
  }

  private async page(
    { limit, facets, explain }: SearchQuery,
    { pool, facets: counted, candidates, understanding, person }: Page,
  ): Promise<Omit<SearchResult, 'nextCursor'>> {
    const shown = pool.movies.slice(pool.offset, pool.offset + limit);
    const found = await this.searcher.page(
      shown.map(({ id }) => candidates?.get(id) ?? { id }),
      facets && counted === undefined ? pool.movies.map(({ id }) => id) : null,
    );
    const counts = facets ? (counted ?? found.facets) : undefined;
    const scored = new Map(shown.map((movie) => [movie.id, movie]));
    return {
      items: found.movies.map((movie): SearchHit => {
        const { score, signals } = scored.get(movie.id)!;
        return {
          movie,
          score,
          highlights: highlightsOf(movie, understanding.telling),
          ...(person.seen.has(movie.id) ? { seen: true } : {}),
          ...(explain ? { signals } : {}),
        };
      }),
      total: pool.movies.length,
      totalRelation: 'eq',
      ...(counts === undefined ? {} : { facets: counts }),
      didYouMean: pool.didYouMean,
      understood: [...understanding.understood],
      ...(pool.degraded ? { degraded: ['embedder'] } : {}),
    };
  }
}

interface Page {
  readonly pool: FrozenPool;
  /** Counted already for a fresh pool. */
  readonly facets: Facets | undefined;
  /** What a fresh pool was drawn from, by id. */
  readonly candidates: ReadonlyMap<number, Candidate> | undefined;
  readonly understanding: Understanding;
  readonly person: SearchPerson;
}
