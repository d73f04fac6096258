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
}
