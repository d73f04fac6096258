import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { MovieSummary } from '@marquee/contract/movie';
import type { Database } from '@marquee/data/database';
import { DATABASE } from '#infrastructure/tokens';

/** What recommending needs of a film. */
export interface CatalogueMovie extends MovieSummary {
  readonly popularity: number;
}

/**
 * All films as cards, in memory (about 1 kB each), so that lists can be filtered and shown while Elasticsearch is away.
 * Loaded again whenever a new index is live.
 */
@Injectable()
export class Catalogue {
  private readonly logger = new Logger('Catalogue');
  private movies: ReadonlyMap<number, CatalogueMovie> = new Map();
  private byPopularity: readonly CatalogueMovie[] = [];
  private fingerprint = 'empty';

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Names the films themselves (not their statistics), so that processes with the same films share answers. */
  get version(): string {
    return this.fingerprint;
  }

  get size(): number {
    return this.movies.size;
  }

  get(movieId: number): CatalogueMovie | undefined {
    return this.movies.get(movieId);
  }

  /** Most popular first. */
  popular(): readonly CatalogueMovie[] {
    return this.byPopularity;
  }

  async load(): Promise<void> {
    const loaded = new Map<number, CatalogueMovie>();
    const hash = createHash('sha256');
    for await (const batch of this.database.movies.all()) {
      for (const movie of batch) {
        loaded.set(movie.id, card(movie));
        hash.update(`${String(movie.id)}|${movie.title}|${String(movie.year)}|${movie.genres.join()}\n`);
      }
    }
    this.movies = loaded;
    this.byPopularity = [...loaded.values()].sort((a, b) => b.popularity - a.popularity || a.id - b.id);
    this.fingerprint = hash.digest('base64url').slice(0, 8);
    this.logger.log(`${String(loaded.size)} films in memory`);
  }
}

/** A film as it is shown. */
export function summaryOf({ popularity: _popularity, ...summary }: CatalogueMovie): MovieSummary {
  return summary;
}

/** A card without what only the film's page needs. */
function card(movie: CatalogueMovie): CatalogueMovie {
  return {
    id: movie.id,
    title: movie.title,
    originalTitle: movie.originalTitle,
    year: movie.year,
    runtime: movie.runtime,
    genres: movie.genres,
    languages: movie.languages,
    countries: movie.countries,
    directors: movie.directors,
    actors: movie.actors,
    moods: movie.moods,
    overview: movie.overview,
    posterPath: movie.posterPath,
    ratingCount: movie.ratingCount,
    ratingMean: movie.ratingMean,
    popularity: movie.popularity,
  };
}
