import type { Filters } from '@marquee/contract/filters';
import type { Link } from '#cleaning/link-files';
import { foldTitles } from '#folding';
import { MOVIE_COLUMNS, SUMMARY_COLUMNS } from '#movie-row';
import type { MovieSummary, NewMovie, StoredMovie } from '#movie-row';
import { movieConditions } from '#repositories/movie-conditions';
import { refreshStatistics } from '#statistics';
import type { Store } from '#store';

const BATCH = 2000;

/** What an API asked about a film gave back; a field that is undefined stays as it is. */
export type Enrichment = Partial<
  Pick<
    NewMovie,
    | 'originalTitle' | 'runtime' | 'languages' | 'countries' | 'directors' | 'actors' | 'keywords' | 'overview'
    | 'tagline' | 'posterPath' | 'imdbId'
  >
>; // prettier-ignore

export class MoviesRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  async byId(id: number): Promise<StoredMovie | undefined> {
    return await this.store.row<StoredMovie>(`SELECT ${MOVIE_COLUMNS} FROM movies m WHERE m.id = $1`, [id]);
  }

  /** What is stored of a film's poster; undefined: there is no such film. */
  async posterPath(id: number): Promise<string | null | undefined> {
    const row = await this.store.row<{ path: string | null }>(
      'SELECT poster_path AS path FROM movies WHERE id = $1',
      [id],
    );
    return row?.path;
  }

  /** In the order of `ids`; unknown ones are left out. */
  async byIds(ids: readonly number[]): Promise<StoredMovie[]> {
    return await this.ordered<StoredMovie>(MOVIE_COLUMNS, ids);
  }

  /** What cards show, in the order of `ids`; unknown ones are left out. */
  async summaries(ids: readonly number[]): Promise<MovieSummary[]> {
    return await this.ordered<MovieSummary>(SUMMARY_COLUMNS, ids);
  }

  /** Those of `ids` that are there. */
  async known(ids: readonly number[]): Promise<Set<number>> {
    const rows = await this.store.rows<{ id: number }>('SELECT id FROM movies WHERE id = ANY ($1::int[])', [
      ids,
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  async count(): Promise<number> {
    return (await this.store.row<{ n: number }>('SELECT count(*)::int AS n FROM movies'))?.n ?? 0;
  }

  /** All movies in batches, ascending by id. */
  async *all(batch = BATCH): AsyncGenerator<StoredMovie[]> {
    let last = 0;
    for (;;) {
      const rows = await this.store.rows<StoredMovie>(
        `SELECT ${MOVIE_COLUMNS} FROM movies m WHERE m.id > $1 ORDER BY m.id LIMIT $2`,
        [last, batch],
      );
      if (rows.length > 0) yield rows;
      if (rows.length < batch) return;
      last = rows.at(-1)!.id;
    }
  }

  /** The most popular that pass the filters; for the time when search is away. */
  async popular(filters: Filters, limit: number): Promise<MovieSummary[]> {
    const { where, parameters } = movieConditions(filters);
    return await this.store.rows<MovieSummary>(
      `SELECT ${SUMMARY_COLUMNS} FROM movies m WHERE ${where} ORDER BY m.popularity DESC, m.id
       LIMIT $${parameters.length + 1}`,
      [...parameters, limit],
    );
  }

  /** Ids of all movies that pass the filters. */
  async idsMatching(filters: Filters): Promise<number[]> {
    const { where, parameters } = movieConditions(filters);
    const rows = await this.store.rows<{ id: number }>(
      `SELECT m.id FROM movies m WHERE ${where} ORDER BY m.id`,
      parameters,
    );
    return rows.map(({ id }) => id);
  }

  /** Counts all ratings again; see statistics.ts. */
  async refreshStatistics(): Promise<void> {
    await refreshStatistics(this.store);
  }

  /** Movies with a TMDB id that were never enriched, or not since `before`; the most popular first. */
  async toEnrich(before: Date, limit: number): Promise<StoredMovie[]> {
    return await this.store.rows<StoredMovie>(
      `SELECT ${MOVIE_COLUMNS} FROM movies m
       WHERE m.tmdb_id IS NOT NULL AND m.link_valid IS NOT FALSE
         AND (m.enriched_at IS NULL OR m.enriched_at < $1)
       ORDER BY m.popularity DESC, m.id LIMIT $2`,
      [before, limit],
    );
  }

  async saveEnrichment(id: number, found: Enrichment, at: Date): Promise<void> {
    await this.store.transaction(async (store) => {
      const movie = await store.row<StoredMovie>(
        `SELECT ${MOVIE_COLUMNS} FROM movies m WHERE m.id = $1 FOR NO KEY UPDATE`,
        [id],
      );
      if (movie === undefined) return;
      const next = {
        ...movie,
        ...Object.fromEntries(Object.entries(found).filter(([, v]) => v !== undefined)),
      };
      await store.rows(
        `UPDATE movies SET original_title = $2, runtime = $3, languages = $4, countries = $5, directors = $6,
           actors = $7, keywords = $8, overview = $9, tagline = $10, poster_path = $11, imdb_id = $12,
           folded_titles = $13, enriched_at = $14, updated_at = $14
         WHERE id = $1`,
        [
          id, next.originalTitle, next.runtime, next.languages, next.countries, next.directors, next.actors,
          next.keywords, next.overview, next.tagline, next.posterPath, next.imdbId,
          foldTitles([next.title, next.originalTitle, ...next.aliases]), at,
        ], // prettier-ignore
      );
    });
  }

  /** Movies whose TMDB id has not been asked about since `before`. */
  async toCheck(before: Date, limit: number): Promise<{ id: number; tmdbId: number }[]> {
    return await this.store.rows(
      `SELECT id, tmdb_id AS "tmdbId" FROM movies
       WHERE tmdb_id IS NOT NULL AND (link_checked_at IS NULL OR link_checked_at < $1) ORDER BY id LIMIT $2`,
      [before, limit],
    );
  }

  /** Every film's ids elsewhere, and whether TMDB knows its own; ascending by id. */
  async links(): Promise<Link[]> {
    return await this.store.rows<Link>(
      `SELECT id, title, imdb_id AS "imdbId", tmdb_id AS "tmdbId", link_valid AS "linkValid" FROM movies ORDER BY id`,
    );
  }

  async saveLinkCheck(id: number, valid: boolean, at: Date): Promise<void> {
    await this.store.rows('UPDATE movies SET link_valid = $2, link_checked_at = $3 WHERE id = $1', [
      id,
      valid,
      at,
    ]);
  }

  private async ordered<Row>(columns: string, ids: readonly number[]): Promise<Row[]> {
    if (ids.length === 0) return [];
    return await this.store.rows<Row>(
      `SELECT ${columns} FROM unnest($1::int[]) WITH ORDINALITY AS g (id, place) JOIN movies m ON m.id = g.id
       ORDER BY g.place`,
      [ids],
    );
  }
}
