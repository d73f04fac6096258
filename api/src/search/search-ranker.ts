import { Inject, Injectable } from '@nestjs/common';
import type { Filters } from '@marquee/contract/filters';
import type { SearchMode, SearchQuery } from '@marquee/contract/search';
import type { Elastic } from '@marquee/elastic/elastic';
import type { Candidate, FilmFacts } from '@marquee/elastic/candidate';
import { didYouMean } from '@marquee/elastic/did-you-mean';
import { MovieSearcher } from '@marquee/elastic/movie-searcher';
import type { Understanding } from '@marquee/elastic/query-understanding';
import { FilmComparison, gatherEvidence } from '@marquee/elastic/search-evidence';
import { sortMovies } from '@marquee/elastic/search-order';
import { scoreMovies } from '@marquee/elastic/search-score';
import type { ScoredMovie } from '@marquee/elastic/search-score';
import { ELASTIC } from '#infrastructure/tokens';
import { Embedding } from '#search/embedding';
import type { SearchPerson } from '#search/search-person';
import { SearchTaste } from '#search/search-taste';

interface RankRequest {
  readonly query: SearchQuery;
  readonly understanding: Understanding;
  readonly filters: Filters;
  readonly person: SearchPerson;
  readonly userId: number | undefined;
}

interface Ranking {
  readonly movies: readonly ScoredMovie[];
  /** What is known of the movies, by id. */
  readonly candidates: ReadonlyMap<number, Candidate>;
  readonly didYouMean: string | null;
  /** The embedder did not answer, so that only words were compared. */
  readonly degraded: boolean;
}

/** The most rated film changes slowly. */
const MOST_RATINGS_TTL_MS = 60_000;

/** Finds the candidates of a search and puts them in order. */
@Injectable()
export class SearchRanker {
  private readonly searcher: MovieSearcher;
  private most = { value: 0, until: 0 };

  constructor(
    @Inject(ELASTIC) elastic: Elastic,
    private readonly embedding: Embedding,
    private readonly taste: SearchTaste,
  ) {
    this.searcher = new MovieSearcher(elastic);
  }

  async rank({ query, understanding, filters, person, userId }: RankRequest): Promise<Ranking> {
    const vector = query.mode === 'text' ? null : this.vectorOf(query.q);
    // Only a search by meaning alone has to know first whether there is a meaning to search by.
    const words = query.mode !== 'semantic' || (await vector) === null;
    const { movies: hidden = [] } = person.hidden;
    const comparison = new FilmComparison(understanding);
    const meanwhile = (films: Iterable<FilmFacts>): void => {
      for (const film of films) comparison.of(film);
    };
    const [candidates, most] = await Promise.all([
      this.searcher.candidates(
        {
          query: query.q,
          understanding,
          filters,
          exclusions: { ...person.hidden, movies: query.hideSeen ? [...hidden, ...person.seen] : hidden },
        },
        { words, vector, meanwhile },
      ),
      this.mostRatings(),
    ]);
    const degraded = query.mode !== 'text' && (await vector) === null;
    const mode: SearchMode = degraded ? 'text' : query.mode;
    const evidence = gatherEvidence(candidates, comparison, most);
    const scored = scoreMovies(evidence, mode, understanding);
    const movies = await this.withTaste(scored, query.taste, userId);
    return {
      movies: sortMovies(movies, evidence, query.sort),
      candidates: new Map(candidates.map((candidate) => [candidate.id, candidate])),
      didYouMean: didYouMean(understanding.words, evidence, scored[0]?.id),
      degraded,
    };
  }

  private async vectorOf(text: string): Promise<readonly number[] | null> {
    const vector = await this.embedding.embed(text);
    return vector === null ? null : Array.from(vector);
  }

  /** score = (1 − taste) · relevance + taste · liking, each signal of relevance shrunk alike. */
  private async withTaste(
    scored: readonly ScoredMovie[],
    taste: number,
    userId: number | undefined,
  ): Promise<readonly ScoredMovie[]> {
    if (taste === 0 || userId === undefined) return scored;
    const likings = await this.taste.likings(
      userId,
      scored.map(({ id }) => id),
    );
    if (likings === null) return scored;
    return scored
      .map(({ id, signals }): ScoredMovie => {
        const kept = Object.fromEntries(
          Object.entries(signals).map(([name, value]) => [name, value * (1 - taste)]),
        ) as ScoredMovie['signals'];
        const blended = { ...kept, taste: taste * (likings.get(id) ?? 0) };
        return { id, signals: blended, score: Object.values(blended).reduce((sum, value) => sum + value, 0) };
      })
      .sort((a, b) => b.score - a.score || a.id - b.id);
  }

  private async mostRatings(): Promise<number> {
    const now = performance.now();
    if (now > this.most.until) {
      this.most = { value: await this.searcher.mostRatings(), until: now + MOST_RATINGS_TTL_MS };
    }
    return this.most.value;
  }
}
