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
 * All films as cards, in memory (about 800 bytes each), so that lists can be filtered and shown while Elasticsearch is away.
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
    const shared = new SharedWords();
    const loaded = new Map<number, CatalogueMovie>();
    const hash = createHash('sha256');
    for await (const batch of this.database.movies.all()) {
      for (const movie of batch) {
        loaded.set(movie.id, card(movie, shared));
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
function card(movie: CatalogueMovie, shared: SharedWords): CatalogueMovie {
  return {
    id: movie.id,
    title: movie.title,
    originalTitle: movie.originalTitle,
    year: movie.year,
    runtime: movie.runtime,
    genres: shared.list(movie.genres),
    languages: shared.list(movie.languages),
    countries: shared.list(movie.countries),
    directors: shared.list(movie.directors),
    actors: shared.words(movie.actors),
    moods: shared.list(movie.moods),
    overview: movie.overview,
    posterPath: movie.posterPath,
    ratingCount: movie.ratingCount,
    ratingMean: movie.ratingMean,
    popularity: movie.popularity,
  };
}

/** Names and lists that films have in common, each kept once: a third of a card. */
class SharedWords {
  private readonly known = new Map<string, string>();
  private readonly lists = new Map<string, string[]>();

  words(words: readonly string[]): string[] {
    return words.map((word) => {
      const known = this.known.get(word);
      if (known === undefined) this.known.set(word, word);
      return known ?? word;
    });
  }

  list(words: readonly string[]): string[] {
    const key = words.join('\n');
    let list = this.lists.get(key);
    if (list === undefined) this.lists.set(key, (list = this.words(words)));
    return list;
  }
}
