import type { CarriedOver } from '#import/report';
import type { Store } from '#store';

/** The film of staging.movies `s` that is the film of `o` (columns source, id, imdb_id, tmdb_id, folded_titles, year). */
const sameFilm = (o: string, id: string): string => `
  (SELECT s.id FROM staging.movies s
   WHERE (s.id = ${o}.${id} AND s.source = ${o}.source) OR s.imdb_id = ${o}.imdb_id OR s.tmdb_id = ${o}.tmdb_id
     OR (s.folded_titles && ${o}.folded_titles AND s.year BETWEEN ${o}.year - 1 AND ${o}.year + 1)
   ORDER BY (s.id = ${o}.${id} AND s.source = ${o}.source) DESC, (s.imdb_id = ${o}.imdb_id) DESC NULLS LAST,
     (s.tmdb_id = ${o}.tmdb_id) DESC NULLS LAST, abs(s.year - ${o}.year), s.id
   LIMIT 1)`;

const ACCOUNTS_RATINGS = `ratings r JOIN users u ON u.id = r.user_id AND u.kind = 'account'`;

/**
 * Takes what people with accounts said about the present films over to the staged ones: same id of the same source,
 * else the IMDb or TMDB id, else a title and a year at most one apart. Ratings of films that have no counterpart are
 * set aside in stray_ratings, and those set aside earlier come back where their film is there again.
 */
export async function carryOver(store: Store): Promise<CarriedOver> {
  await store.rows(`CREATE TABLE staging.moves AS
    SELECT m.id AS old_id, ${sameFilm('m', 'id')} AS new_id FROM movies m
    WHERE m.id IN (
      SELECT r.movie_id FROM ${ACCOUNTS_RATINGS}
      UNION SELECT movie_id FROM watchlist
      UNION SELECT value::int FROM hidden WHERE scope = 'movie'
      UNION SELECT jsonb_array_elements(value -> 'notReasons')::int FROM preferences)`);
  await store.rows('ALTER TABLE staging.moves ADD PRIMARY KEY (old_id)');
  const ratingsSetAside = await store.count(`
    INSERT INTO stray_ratings (user_id, source, movie_id, title, folded_titles, year, imdb_id, tmdb_id, half_stars, rated_at)
    SELECT r.user_id, m.source, m.id, m.title, m.folded_titles, m.year, m.imdb_id, m.tmdb_id, r.half_stars, r.rated_at
    FROM ${ACCOUNTS_RATINGS} JOIN staging.moves v ON v.old_id = r.movie_id AND v.new_id IS NULL
      JOIN movies m ON m.id = r.movie_id
    ON CONFLICT (user_id, source, movie_id) DO UPDATE
      SET half_stars = excluded.half_stars, rated_at = excluded.rated_at`);
  const ratingsKept = await store.count(
    intoStaged(`SELECT r.user_id, v.new_id AS movie_id, r.half_stars, r.rated_at
      FROM ${ACCOUNTS_RATINGS} JOIN staging.moves v ON v.old_id = r.movie_id WHERE v.new_id IS NOT NULL`),
  );
  const ratingsRestored = await restoreStrays(store);
  return { ratingsKept, ratingsSetAside, ratingsRestored, ...(await carryLists(store)) };
}

/** Two films of the old catalogue may be one in the new: the later rating counts. */
const intoStaged = (select: string): string => `
  INSERT INTO staging.ratings (user_id, movie_id, half_stars, rated_at)
  SELECT DISTINCT ON (user_id, movie_id) * FROM (${select}) f ORDER BY user_id, movie_id, rated_at DESC
  ON CONFLICT (user_id, movie_id) DO NOTHING`;

async function restoreStrays(store: Store): Promise<number> {
  await store.rows(`CREATE TABLE staging.back AS
    SELECT y.user_id, y.source, y.movie_id AS old_id, ${sameFilm('y', 'movie_id')} AS movie_id, y.half_stars, y.rated_at
    FROM stray_ratings y`);
  const restored = await store.count(
    intoStaged('SELECT user_id, movie_id, half_stars, rated_at FROM staging.back WHERE movie_id IS NOT NULL'),
  );
  await store.rows(`DELETE FROM stray_ratings y USING staging.back b
    WHERE b.movie_id IS NOT NULL AND (y.user_id, y.source, y.movie_id) = (b.user_id, b.source, b.old_id)`);
  return restored;
}

async function carryLists(store: Store): Promise<Pick<CarriedOver, 'watchlistLost' | 'hiddenLost'>> {
  await store.rows(`CREATE TABLE staging.watchlist AS
    SELECT w.user_id, v.new_id AS movie_id, min(w.added_at) AS added_at
    FROM watchlist w JOIN staging.moves v ON v.old_id = w.movie_id AND v.new_id IS NOT NULL GROUP BY 1, 2`);
  const onLists = await store.count('DELETE FROM watchlist');
  const kept = (await store.row<{ n: number }>('SELECT count(*)::int AS n FROM staging.watchlist'))!.n;
  await store.rows(`CREATE TABLE staging.hidden AS
    SELECT DISTINCT ON (h.user_id, v.new_id) h.id, h.user_id, v.new_id, h.until, h.created_at
    FROM hidden h JOIN staging.moves v ON v.old_id::text = h.value AND v.new_id IS NOT NULL
    WHERE h.scope = 'movie' ORDER BY h.user_id, v.new_id, h.created_at`);
  const hidden = await store.count(`DELETE FROM hidden WHERE scope = 'movie'`);
  const stillHidden = await store.count(`INSERT INTO hidden (id, user_id, scope, value, until, created_at)
    SELECT id, user_id, 'movie', new_id::text, until, created_at FROM staging.hidden`);
  await store.rows(`UPDATE preferences p SET value = jsonb_set(p.value, '{notReasons}', coalesce((
      SELECT jsonb_agg(v.new_id ORDER BY v.new_id) FROM staging.moves v
      WHERE v.new_id IS NOT NULL AND p.value -> 'notReasons' @> to_jsonb(v.old_id)), '[]'))
    WHERE p.value -> 'notReasons' <> '[]'`);
  return { watchlistLost: onLists - kept, hiddenLost: hidden - stillHidden };
}
