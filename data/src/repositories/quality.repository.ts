import type { Sources } from '@marquee/contract/sources';
import type { Store } from '#store';

export interface Missing {
  readonly what: string;
  readonly count: number;
  /** Up to five titles. */
  readonly examples: readonly string[];
}

const GAPS: Readonly<Record<string, string>> = {
  'no overview': 'm.overview IS NULL',
  'no genres': `m.genres = '{}'`,
  'no year': 'm.year IS NULL',
  'no director and no actor': `m.directors = '{}' AND m.actors = '{}'`,
  'no embedding': 'NOT EXISTS (SELECT FROM movie_vectors v WHERE v.movie_id = m.id)',
  'no ratings': 'm.rating_count + m.vote_count = 0',
  'broken TMDB link': 'm.link_valid IS FALSE',
};

/** What films may have, as a condition on `m`. */
const COVERAGE: Readonly<Record<string, string>> = {
  year: 'm.year IS NOT NULL',
  genres: `m.genres <> '{}'`,
  people: `m.directors <> '{}' OR m.actors <> '{}'`,
  overview: 'm.overview IS NOT NULL',
  embedding: 'EXISTS (SELECT FROM movie_vectors v WHERE v.movie_id = m.id)',
  keywords: `m.keywords <> '{}'`,
  ratings: 'm.rating_count + m.vote_count > 0',
  poster: 'm.poster_path IS NOT NULL',
  tmdbId: 'm.tmdb_id IS NOT NULL',
  validLink: 'm.link_valid',
};

/** Lowest numbers of ratings of each step. */
const RATING_STEPS = [0, 1, 5, 20, 100, 500, 2000, 10_000] as const;
const MOST_NAMES = 12;

/** What the catalogue lacks. */
export class QualityRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  async missing(): Promise<Missing[]> {
    return await Promise.all(
      Object.entries(GAPS).map(async ([what, condition]) => {
        const row = await this.store.row<{ count: number; examples: string[] }>(
          `SELECT count(*)::int AS count,
             coalesce((array_agg(title || coalesce(' (' || year || ')', '') ORDER BY popularity DESC, id))[1:5], '{}')
               AS examples
           FROM movies m WHERE ${condition}`,
        );
        return { what, count: row!.count, examples: row!.examples };
      }),
    );
  }

  async moviesByDecade(): Promise<{ decade: number; count: number }[]> {
    return await this.store.rows(`SELECT (year / 10 * 10)::int AS decade, count(*)::int AS count FROM movies
      WHERE year IS NOT NULL GROUP BY 1 ORDER BY 1`);
  }

  /** How many films have what films may have; in one pass over them. */
  async coverage(): Promise<{ what: string; count: number }[]> {
    const sums = Object.entries(COVERAGE).map(
      ([what, condition]) => `count(*) FILTER (WHERE ${condition})::int AS "${what}"`,
    );
    // The map is one long list, which must not be looked through for every film.
    const [row, map] = await Promise.all([
      this.store.row<Record<string, number>>(`SELECT ${sums.join(', ')} FROM movies m`),
      this.store.row<{ n: number }>(
        'SELECT count(*)::int AS n FROM taste_map t, unnest(t.movies) AS g (id) JOIN movies m ON m.id = g.id',
      ),
    ]);
    return Object.entries({ ...row, map: map!.n }).map(([what, count]) => ({ what, count }));
  }

  /** Films by how many ratings and votes they have. */
  async moviesByRatings(): Promise<{ from: number; to: number | null; count: number }[]> {
    const rows = await this.store.rows<{ step: number; count: number }>(
      `SELECT width_bucket(m.rating_count + m.vote_count, $1::int[]) AS step, count(*)::int AS count
       FROM movies m GROUP BY 1`,
      [RATING_STEPS],
    );
    const counts = new Map(rows.map(({ step, count }) => [step, count]));
    return RATING_STEPS.map((from, at) => ({
      from,
      to: at + 1 < RATING_STEPS.length ? RATING_STEPS[at + 1]! - 1 : null,
      count: counts.get(at + 1) ?? 0,
    }));
  }

  /** Films by main language (ISO 639-1), most first; the rest as `other`, those without one as `unknown`. */
  async languages(): Promise<{ name: string; count: number }[]> {
    return await this.named(
      `SELECT coalesce(m.languages[1], 'unknown') AS name, count(*)::int AS count FROM movies m GROUP BY 1`,
    );
  }

  /** Films by genre, most first; a film counts for each of its genres. */
  async genres(): Promise<{ name: string; count: number }[]> {
    return await this.store
      .rows(`SELECT g.name, count(*)::int AS count FROM movies m, unnest(m.genres) AS g (name)
      GROUP BY 1 ORDER BY 2 DESC, 1`);
  }

  /** Ratings by whose they are. */
  async ratingsByKind(): Promise<{ generated: number; imported: number; account: number }> {
    const rows = await this.store.rows<{ kind: 'generated' | 'imported' | 'account'; count: number }>(
      `SELECT u.kind, sum(r.n)::int AS count
       FROM (SELECT user_id, count(*) AS n FROM ratings GROUP BY 1) r JOIN users u ON u.id = r.user_id GROUP BY 1`,
    );
    return {
      generated: 0,
      imported: 0,
      account: 0,
      ...Object.fromEntries(rows.map(({ kind, count }) => [kind, count])),
    };
  }

  /** Whose data are shown; for the names that they ask for. */
  async sources(): Promise<Sources> {
    const row = await this.store.row<Sources>(
      `SELECT EXISTS (SELECT FROM movies WHERE source = 'tmdb' OR enriched_at IS NOT NULL OR poster_path IS NOT NULL) AS tmdb,
         EXISTS (SELECT FROM movies WHERE source = 'imdb') AS imdb,
         EXISTS (SELECT FROM users WHERE kind = 'imported') AS movielens,
         EXISTS (SELECT FROM users WHERE kind = 'generated') AS "generatedRatings"`,
    );
    return row!;
  }

  private async named(select: string): Promise<{ name: string; count: number }[]> {
    const rows = await this.store.rows<{ name: string; count: number }>(`${select} ORDER BY 2 DESC, 1`);
    const rest = rows.slice(MOST_NAMES).reduce((sum, { count }) => sum + count, 0);
    return [...rows.slice(0, MOST_NAMES), ...(rest > 0 ? [{ name: 'other', count: rest }] : [])];
  }
}
