import type { Store } from '#store';

/** A mixed list as it was shown to a person. */
export interface Interleaving {
  readonly listId: string;
  readonly experimentId: string;
  readonly userId: number;
  /** The whole start of a list without filters, so that another ranking can be asked for the same. */
  readonly replayable: boolean;
  readonly items: readonly { readonly movieId: number; readonly team: 'a' | 'b' }[];
  /** What each side wanted to show, best first. */
  readonly wantedA: readonly number[];
  readonly wantedB: readonly number[];
}

/** What one person saw of one side on one day, and chose of it. */
export interface DayCredit {
  readonly userId: number;
  /** `2026-11-29`, in UTC. */
  readonly day: string;
  readonly team: 'a' | 'b';
  readonly seen: number;
  readonly clicks: number;
  readonly likes: number;
}

export interface SeenList {
  readonly userId: number;
  readonly at: Date;
  readonly movies: readonly number[];
  readonly wantedA: readonly number[];
  readonly wantedB: readonly number[];
  readonly chosen: readonly number[];
}

/**
 * Films of an experiment's lists that the person saw (or opened faster than a look is noted), each once a list, and
 * whether they chose it. A rating counts for the list that showed the film last: from when the list was made, because
 * the moment of seeing is told by the person's own clock.
 */
const SEEN = `
  shown AS (
    SELECT i.list_id, i.user_id, i.at, film.movie_id, substr(i.teams, film.place::int, 1) AS team
    FROM interleavings i, unnest(i.movies) WITH ORDINALITY film (movie_id, place)
    WHERE i.experiment_id = $1),
  seen AS (
    SELECT s.list_id, s.user_id, s.at, s.movie_id, s.team, bool_or(e.kind = 'click') AS clicked
    FROM shown s
    JOIN events e ON e.list_id = s.list_id AND e.user_id = s.user_id AND e.movie_id = s.movie_id
      AND e.kind IN ('impression', 'click')
    GROUP BY 1, 2, 3, 4, 5),
  liked AS (
    SELECT DISTINCT ON (s.user_id, s.movie_id) s.list_id, s.movie_id FROM seen s
    JOIN ratings r ON r.user_id = s.user_id AND r.movie_id = s.movie_id AND r.half_stars >= 8
      AND r.rated_at BETWEEN s.at AND s.at + interval '7 days'
    ORDER BY s.user_id, s.movie_id, s.at DESC)`;

/** The lists of experiments, with the side that each film came from. */
export class InterleavingsRepository {
  private readonly store: Store;
  constructor(store: Store) {
    this.store = store;
  }

  async add({ listId, experimentId, userId, replayable, items, ...wanted }: Interleaving): Promise<void> {
    await this.store.rows(
      `INSERT INTO interleavings (list_id, experiment_id, user_id, replayable, movies, teams, wanted_a, wanted_b)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        listId, experimentId, userId, replayable, items.map(({ movieId }) => movieId),
        items.map(({ team }) => team).join(''), wanted.wantedA, wanted.wantedB,
      ], // prettier-ignore
    );
  }

  /** What people saw and chose, by person, day and side. */
  async credits(experimentId: string): Promise<DayCredit[]> {
    return await this.store.rows(
      `WITH ${SEEN}
       SELECT s.user_id AS "userId", to_char(s.at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, s.team,
         count(*)::int AS seen, count(*) FILTER (WHERE s.clicked)::int AS clicks, count(l.list_id)::int AS likes
       FROM seen s LEFT JOIN liked l USING (list_id, movie_id)
       GROUP BY 1, 2, 3 ORDER BY 2, 1, 3`,
      [experimentId],
    );
  }

  /** How many lists were seen, at least in part. */
  async seenLists(experimentId: string): Promise<number> {
    const row = await this.store.row<{ n: number }>(
      `SELECT count(*)::int AS n FROM interleavings i WHERE experiment_id = $1 AND EXISTS (
         SELECT FROM events e WHERE e.list_id = i.list_id AND e.user_id = i.user_id)`,
      [experimentId],
    );
    return row!.n;
  }

  /** The latest lists that were seen and can be asked for again. */
  async replayable(experimentId: string, limit: number): Promise<SeenList[]> {
    return await this.store.rows(
      `WITH ${SEEN},
       chosen AS (
         SELECT s.list_id, coalesce(array_agg(s.movie_id) FILTER (WHERE s.clicked OR l.list_id IS NOT NULL), '{}')
           AS movies
         FROM seen s LEFT JOIN liked l USING (list_id, movie_id) GROUP BY 1)
       SELECT i.user_id AS "userId", i.at, i.movies, i.wanted_a AS "wantedA", i.wanted_b AS "wantedB",
         c.movies AS chosen
       FROM interleavings i JOIN chosen c USING (list_id)
       WHERE i.replayable ORDER BY i.at DESC, i.list_id LIMIT $2`,
      [experimentId, limit],
    );
  }

  /** The lists that a person got in experiments, oldest first; for the export. */
  async ofUser(userId: number): Promise<{ listId: string; at: Date; movies: number[]; teams: string }[]> {
    return await this.store.rows(
      `SELECT list_id AS "listId", at, movies, teams FROM interleavings WHERE user_id = $1 ORDER BY at, list_id`,
      [userId],
    );
  }

  /** Forgets the lists of experiments that were stopped before a moment. @returns how many. */
  async purge(before: Date): Promise<number> {
    return await this.store.count(
      `DELETE FROM interleavings WHERE experiment_id IN (SELECT id FROM experiments WHERE stopped_at < $1)`,
      [before],
    );
  }
}
