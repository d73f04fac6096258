import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Ratings of several people in one statement and one commit: what arrives together pays once for asking and for being safe
 * on disk. The steps are those of `rate_movie`, for many rows at once, and a test holds the two together.
 *
 * - Locks are taken as everywhere: the table, people by id, films by id. What somebody else holds is not waited for but
 *   left out as `busy`, so that one person's long import does not hold up the ratings of others.
 * - A person may be named once only.
 * - The plan is made once: with arrays of any length Postgres would else plan at each call, which costs more than the writing.
 */
export class RateMovies1796030000000 implements MigrationInterface {
  readonly name = 'RateMovies1796030000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE FUNCTION rate_movies(
      persons integer[], films integer[], stars smallint[], times timestamp with time zone[], changes text[], cause jsonb
    ) RETURNS text[] LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $body$
DECLARE
  free_persons integer[];
  free_films integer[];
  overall real;
  most integer;
  outcomes text[];
BEGIN
  LOCK TABLE ratings IN ROW EXCLUSIVE MODE;
  free_persons := ARRAY(SELECT id FROM users WHERE id = ANY (persons) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED);
  free_films := ARRAY(SELECT id FROM movies WHERE id = ANY (films) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED);
  SELECT rating_mean, most_ratings INTO overall, most FROM rating_statistics;
  WITH given AS MATERIALIZED (
    SELECT g.*, m.title, r.half_stars AS former, CASE
        WHEN m.id IS NULL THEN 'no movie'
        WHEN u.id IS NULL THEN 'no person'
        WHEN NOT g.person = ANY (free_persons) OR NOT g.film = ANY (free_films) THEN 'busy'
        WHEN r.half_stars = g.halves THEN 'unchanged'
        ELSE 'saved' END AS outcome
    FROM unnest(persons, films, stars, times, changes) WITH ORDINALITY AS g (person, film, halves, at, change, n)
      LEFT JOIN movies m ON m.id = g.film
      LEFT JOIN users u ON u.id = g.person
      LEFT JOIN ratings r ON r.user_id = g.person AND r.movie_id = g.film
  ), noted AS (
    UPDATE users u SET revision = revision + 1, last_change = format(g.change, g.title),
      last_cause = cause || jsonb_build_object('subject', g.title, 'rating', (g.halves / 2.0)::real)
    FROM given g WHERE u.id = g.person AND g.outcome IN ('saved', 'unchanged')
  ), saved AS (
    INSERT INTO ratings (user_id, movie_id, half_stars, rated_at)
    SELECT person, film, halves, at FROM given WHERE outcome = 'saved'
    ON CONFLICT (user_id, movie_id) DO UPDATE SET half_stars = excluded.half_stars, rated_at = excluded.rated_at
  ), shifts AS (
    SELECT film, count(*) FILTER (WHERE former IS NULL) AS added, sum(halves - coalesce(former, 0)) AS difference
    FROM given WHERE outcome = 'saved' GROUP BY film
  ), counted AS (
    UPDATE movies m SET rating_count = rating_count + added, half_star_sum = half_star_sum + difference,
      popularity = (((half_star_sum + difference + vote_count * 2.0 * coalesce(vote_mean, 0)) / 2.0
          + 10 * coalesce(overall, 3.5)) / (rating_count + added + vote_count + 10) - 0.5) / 4.5
        * ln(1 + (rating_count + added + vote_count)::float8)
        / ln(1 + greatest(coalesce(most, 1), rating_count + added + vote_count, 1)::float8)
    FROM shifts WHERE m.id = film
  )
  SELECT array_agg(outcome ORDER BY n) INTO outcomes FROM given;
  RETURN outcomes;
END $body$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION rate_movies');
  }
}
