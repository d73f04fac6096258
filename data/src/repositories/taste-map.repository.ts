import type { Store } from '#store';

/** What sets an area of the map apart. */
export interface MapLabel {
  readonly genres: readonly string[];
  readonly keywords: readonly string[];
  readonly years: readonly [number, number] | null;
}

/** The map as it is kept: one entry a film in each list. */
export interface StoredMap {
  /** Names what it was made of: the same films and texts have the same version. */
  readonly version: string;
  readonly movies: readonly number[];
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** Number of each film's area, from 0. */
  readonly areas: readonly number[];
  readonly labels: readonly MapLabel[];
}

/** A film on the map with what a reader of the map wants to know of it. */
export interface MapFilm {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly area: number;
  readonly title: string;
  readonly year: number | null;
  readonly genres: readonly string[];
  readonly popularity: number;
}

/** The taste map: where films lie by what they are about. There is one at a time. */
export class TasteMapRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  async put({ version, movies, xs, ys, areas, labels }: StoredMap): Promise<void> {
    await this.store.rows(
      `INSERT INTO taste_map (version, movies, xs, ys, clusters, labels) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (only_row) DO UPDATE SET version = excluded.version, made_at = now(), movies = excluded.movies,
         xs = excluded.xs, ys = excluded.ys, clusters = excluded.clusters, labels = excluded.labels`,
      [version, movies, xs, ys, areas, JSON.stringify(labels)],
    );
  }

  /** Undefined: there is no map yet. */
  async version(): Promise<string | undefined> {
    return (await this.store.row<{ version: string }>('SELECT version FROM taste_map'))?.version;
  }

  /** Changes whenever the map would be answered differently: with the map itself and with what is shown of films. */
  async state(): Promise<string | undefined> {
    const row = await this.store.row<{ state: string }>(
      `SELECT version || '/' || extract(epoch FROM made_at) || '/' ||
         coalesce((SELECT extract(epoch FROM max(updated_at)) || '/' || count(*) FROM movies), '') AS state
       FROM taste_map`,
    );
    return row?.state;
  }

  /** The films of the map that are still there, the most popular first, and the names of its areas. */
  async read(): Promise<
    | {
        readonly version: string;
        readonly madeAt: Date;
        readonly films: MapFilm[];
        readonly labels: MapLabel[];
      }
    | undefined
  > {
    const map = await this.store.row<{ version: string; madeAt: Date; labels: MapLabel[] }>(
      'SELECT version, made_at AS "madeAt", labels FROM taste_map',
    );
    if (map === undefined) return undefined;
    const films = await this.store.rows<MapFilm>(
      `SELECT m.id, g.x, g.y, g.area, m.title, m.year, m.genres, m.popularity
       FROM taste_map t, unnest(t.movies, t.xs, t.ys, t.clusters) AS g (id, x, y, area) JOIN movies m ON m.id = g.id
       ORDER BY m.popularity DESC, m.id`,
    );
    return { ...map, films };
  }
}
