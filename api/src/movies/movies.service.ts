import { Inject, Injectable } from '@nestjs/common';
import type { DegradedPart, Filters } from '@marquee/contract/filters';
import { pickFilters } from '@marquee/contract/filters';
import type { Movie, MovieSummary } from '@marquee/contract/movie';
import { ProblemError } from '@marquee/contract/problem';
import type { BrowseQuery, Facets, MoviePage, SimilarQuery, SimilarResult } from '@marquee/contract/search';
import { NO_PREFERENCES } from '@marquee/contract/taste';
import type { Elastic } from '@marquee/elastic/elastic';
import type { MovieDocument } from '@marquee/elastic/movie-document';
import { MovieReader } from '@marquee/elastic/movie-reader';
import type { FoundMovie } from '@marquee/elastic/movie-reader';
import { reciprocalRankFusion } from '@marquee/recommender/fusion';
import { z } from 'zod';
import { Cursors } from '#http/cursors';
import { ELASTIC } from '#infrastructure/tokens';
import { FilmsAtHand } from '#movies/films-at-hand';
import { sharedTraits } from '#movies/shared-traits';
import { Unwanted } from '#movies/unwanted';
import { summaryOf } from '#recommend/catalogue';
import type { HiddenThings } from '#recommend/eligibility';
import { FilmsLikeOne } from '#recommend/films-like-one';

const sortValues = z
  .array(z.union([z.string(), z.number(), z.null()]))
  .min(2)
  .max(3);

interface NeighboursRequest {
  readonly filters: Filters;
  readonly limit: number;
  readonly exclusions: HiddenThings;
}

/** A film of the index or of the database. */
type ReadMovie = Omit<MovieDocument, 'otherTitles' | 'decade' | 'vector'>;

interface BrowsedPage {
  readonly items: readonly MovieSummary[];
  readonly total: number;
  readonly after: unknown;
  readonly facets?: Facets;
  readonly degraded?: DegradedPart[];
}

interface Neighbours {
  readonly found: readonly FoundMovie[];
  readonly degraded: readonly DegradedPart[];
}

@Injectable()
export class MoviesService {
  private readonly reader: MovieReader;

  constructor(
    @Inject(ELASTIC) elastic: Elastic,
    private readonly cursors: Cursors,
    private readonly alike: FilmsLikeOne,
    private readonly unwanted: Unwanted,
    private readonly atHand: FilmsAtHand,
  ) {
    this.reader = new MovieReader(elastic);
  }

  async browse({ sort, limit, cursor, facets, ...rest }: BrowseQuery): Promise<MoviePage> {
    const filters = pickFilters(rest);
    const question = { sort, filters };
    const after =
      cursor === undefined ? undefined : sortValues.parse(this.cursors.openJson('browse', question, cursor));
    const request = { filters, sort, limit, facets, ...(after === undefined ? {} : { after }) };
    const page = await this.atHand.unlessAway<BrowsedPage>(
      () => this.reader.browse(request),
      () => {
        const { items, ...counted } = this.atHand.browse(request);
        return {
          ...counted,
          items: items.map(summaryOf),
          ...(facets ? { facets: this.atHand.facets(filters) } : {}),
          degraded: ['elasticsearch'],
        };
      },
    );
    return {
      items: [...page.items],
      total: page.total,
      totalRelation: 'eq',
      nextCursor: page.after === null ? null : this.cursors.sealJson('browse', question, page.after),
      ...(page.facets === undefined ? {} : { facets: page.facets }),
      ...(page.degraded === undefined ? {} : { degraded: page.degraded }),
    };
  }

  /** @throws ProblemError `movie-not-found` */
  async one(movieId: number): Promise<Movie> {
    const movie = await this.atHand.unlessAway<ReadMovie | null>(
      () => this.indexed(movieId),
      () => this.atHand.one(movieId),
    );
    if (movie === null) throw notFound(movieId);
    return {
      ...movie,
      genres: [...movie.genres],
      languages: [...movie.languages],
      countries: [...movie.countries],
      directors: [...movie.directors],
      actors: [...movie.actors],
      keywords: [...movie.keywords],
      moods: [...movie.moods],
    };
  }

  private async indexed(movieId: number): Promise<ReadMovie | null> {
    const found = await this.reader.byId(movieId);
    if (found === null) return null;
    const { otherTitles: _others, decade: _decade, vector: _vector, ...movie } = found;
    return movie;
  }

  /** @throws ProblemError `movie-not-found` */
  async similar(
    movieId: number,
    { by, limit, hideSeen, ...rest }: SimilarQuery,
    userId: number | undefined,
  ): Promise<SimilarResult> {
    const [movie, unwanted] = await Promise.all([this.one(movieId), this.unwanted.of(userId, hideSeen)]);
    const request = {
      filters: pickFilters(rest),
      limit,
      exclusions: { ...unwanted, movies: [movieId, ...unwanted.movies] },
    };
    const { found, degraded } = await this.atHand.unlessAway<Neighbours>(
      () => this.neighbours(movieId, by, request),
      async (away) => {
        const known = await this.byModel(movieId, 'hybrid', request);
        if (known === null) throw away;
        return { ...known, degraded: ['elasticsearch'] };
      },
    );
    return {
      items: found.map((item) => ({ ...item, shared: sharedTraits(movie, item.movie) })),
      by,
      ...(degraded.length === 0 ? {} : { degraded: [...degraded] }),
    };
  }

  private async neighbours(
    movieId: number,
    by: SimilarQuery['by'],
    request: NeighboursRequest,
  ): Promise<Neighbours> {
    switch (by) {
      case 'tfidf':
        return { found: await this.reader.moreLikeThis(movieId, request), degraded: [] };
      case 'bert': {
        const found = await this.byMeaning(movieId, request);
        return found === null
          ? { found: await this.reader.moreLikeThis(movieId, request), degraded: ['embedder'] }
          : { found, degraded: [] };
      }
      case 'content':
        return await this.byContent(movieId, request);
      default:
        return (
          (await this.byModel(movieId, by, request)) ?? {
            ...(await this.byContent(movieId, request)),
            degraded: ['model'],
          }
        );
    }
  }

  /** `als`, `item`, `hybrid`: by the live model; null when there is none, or it does not know the film. */
  private async byModel(
    movieId: number,
    by: 'als' | 'item' | 'hybrid',
    { filters, limit, exclusions }: NeighboursRequest,
  ): Promise<Neighbours | null> {
    const live = this.alike.live();
    if (live?.recommender.knows(movieId, by) !== true) return null;
    const { found, degraded } = await this.alike.of(movieId, {
      ...{ by, live, filters, limit, hidden: exclusions, preferences: NO_PREFERENCES },
      exclude: new Set(exclusions.movies),
    });
    return { found: found.map(({ movie, score }) => ({ movie: summaryOf(movie), score })), degraded };
  }

  private async byMeaning(movieId: number, request: NeighboursRequest): Promise<FoundMovie[] | null> {
    const vector = await this.reader.vectorOf(movieId);
    if (vector === null) return null;
    return await this.reader.nearest(vector, request);
  }

  /** `content`: both lists fused by reciprocal rank, since their scores do not compare. */
  private async byContent(movieId: number, request: NeighboursRequest): Promise<Neighbours> {
    const wide = { ...request, limit: Math.max(50, request.limit) };
    const [text, meaning] = await Promise.all([
      this.reader.moreLikeThis(movieId, wide),
      this.byMeaning(movieId, wide),
    ]);
    const movies = new Map([...text, ...(meaning ?? [])].map(({ movie }) => [movie.id, movie]));
    const ids = (list: readonly FoundMovie[]) => list.map(({ movie }) => movie.id);
    const fused = reciprocalRankFusion([ids(text), ids(meaning ?? [])]);
    return {
      found: fused
        .slice(0, request.limit)
        .map(({ movieId: id, score }) => ({ movie: movies.get(id)!, score })),
      degraded: meaning === null ? ['embedder'] : [],
    };
  }
}

function notFound(movieId: number): ProblemError {
  return new ProblemError(
    'movie-not-found',
    `There is no movie ${String(movieId)}; look for it with GET /v1/search.`,
  );
}
