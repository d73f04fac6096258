import { Inject, Injectable } from '@nestjs/common';
import type { Filters } from '@marquee/contract/filters';
import type { Movie } from '@marquee/contract/movie';
import type { ProblemError } from '@marquee/contract/problem';
import type { Facets } from '@marquee/contract/search';
import type { Database } from '@marquee/data/database';
import { countFacets } from '@marquee/elastic/facet-counts';
import { Metrics } from '#health/metrics';
import { isSearchAway } from '#infrastructure/search-away';
import { DATABASE } from '#infrastructure/tokens';
import { browseCatalogue } from '#movies/browse-catalogue';
import { matchesFilters } from '#movies/matches-filters';
import { Catalogue } from '#recommend/catalogue';

/** The films that can be shown while Elasticsearch is away: all of them, but not found by words or by meaning. */
@Injectable()
export class FilmsAtHand {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly catalogue: Catalogue,
    private readonly metrics: Metrics,
  ) {}

  browse(request: Parameters<typeof browseCatalogue>[1]): ReturnType<typeof browseCatalogue> {
    return browseCatalogue(this.catalogue.popular(), request);
  }

  /** Counts over all films that pass. */
  facets(filters: Filters): Facets {
    return countFacets(this.catalogue.popular().filter((movie) => matchesFilters(movie, filters)));
  }

  async one(movieId: number): Promise<Movie | null> {
    const found = await this.database.movies.byId(movieId);
    if (found === undefined) return null;
    const { source: _source, aliases: _aliases, ...movie } = found;
    return movie;
  }

  /** What Elasticsearch answers; while it is away, what else there is. */
  async unlessAway<Answer>(
    ask: () => Promise<Answer>,
    otherwise: (away: ProblemError) => Promise<Answer> | Answer,
  ): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      if (!isSearchAway(error)) throw error;
      this.metrics.degraded('elasticsearch');
      return await otherwise(error);
    }
  }
}
